import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import { freshMe } from '@/api/me'
import type { Member, Stake } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { homeOf } from '@/app/home'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { unitOf } from '@/lib/offerWords'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { useLiveRestart } from '@/live/LiveProvider'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { useToast } from '@/ui/Toast'
import { stakeQuery } from './api'
import styles from './EndMembershipDialog.module.css'

type Whose = Pick<Member, 'id' | 'name' | 'mine' | 'roles'>

interface Props {
  member: Whose
  open: boolean
  onClose(): void
}

/** Leaving, or excluding: what becomes of units and offices is said before. */
export function EndMembershipDialog({ member, open, onClose }: Props) {
  const { t } = useTranslation('coops')
  const { association } = useWorkspace()
  const values = { name: member.name, association: association.name }
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={member.mine ? t('leave.title', values) : t('leave.excludeTitle', values)}
    >
      <Question member={member} onClose={onClose} />
    </Dialog>
  )
}

function Question({ member, onClose }: Omit<Props, 'open'>) {
  const { t } = useTranslation('coops')
  const queries = useQueryClient()
  const navigate = useNavigate()
  const restart = useLiveRestart()
  const say = useToast()
  const { association } = useWorkspace()
  const intention = useIntention()
  const stake = useQuery(stakeQuery(association.id, member.id))
  const end = useCommand({
    mutationFn: () =>
      ask(
        client.POST('/api/v1/associations/{association_id}/members/{membership_id}/end', {
          params: { path: { association_id: association.id, membership_id: member.id } },
          headers: intention.headers(member.id),
        }),
      ),
    async onSuccess() {
      intention.fulfilled()
      for (const key of ['members', 'workspace']) {
        void queries.invalidateQueries({ queryKey: [key, association.id] })
      }
      void queries.invalidateQueries({ queryKey: ['home'] })
      say(t('leave.done', { name: member.name, association: association.name }))
      onClose()
      if (!member.mine) {
        navigate(`/a/${association.slug}/socios`, { replace: true })
        return
      }
      const me = await freshMe(queries)
      navigate(me ? homeOf(me) : '/inicio', { replace: true })
      restart()
    },
  })
  return (
    <>
      <ErrorSummary message={useProblem(end.error)} attempt={end.submittedAt} />
      <Loaded query={stake}>{(parts) => <What parts={parts} mine={member.mine} />}</Loaded>
      <ul className={styles.what}>
        <li>{member.mine ? t('leave.access') : t('leave.theirAccess')}</li>
        {member.roles.length > 0 && <li>{t('leave.offices')}</li>}
        <li>{t('leave.back')}</li>
      </ul>
      <div className="row row--wrap dialog__acts">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button look="bad" busy={end.isPending} onClick={() => end.mutate()}>
          {member.mine ? t('leave.go') : t('leave.excludeGo')}
        </Button>
      </div>
    </>
  )
}

/** Offer by offer, what goes back and what stays. */
function What({ parts, mine }: { parts: Stake[]; mine: boolean }) {
  const { t } = useTranslation('coops')
  const format = useFormat()
  if (parts.length === 0) return <p>{mine ? t('leave.nothing') : t('leave.theirNothing')}</p>
  const counted = (part: Stake, count: number) =>
    `${format.count(count)} ${unitOf(part, count, format.language)}`
  return (
    <ul className={styles.what}>
      {parts.map((part) => (
        <li key={part.offer_id}>
          <b>{part.name}</b>
          <br />
          {part.free > 0 &&
            t('leave.free', {
              units: counted(part, part.free),
              lots: mine ? t('leave.yours') : t('leave.theirs'),
            })}{' '}
          {part.held > 0 && t('leave.held', { units: counted(part, part.held) })}
        </li>
      ))}
    </ul>
  )
}
