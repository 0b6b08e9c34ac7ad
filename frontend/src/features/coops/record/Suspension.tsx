import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import type { MemberDetail, Suspension as Suspended } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Notice } from '@/ui/Notice'
import { useToast } from '@/ui/Toast'
import styles from './Record.module.css'
import { SuspendDialog } from './SuspendDialog'

/** That a member is suspended, until when, and why for whom that concerns. */
export function SuspensionNotice({ name, suspension }: { name: string; suspension: Suspended }) {
  const { t } = useTranslation('record')
  const format = useFormat()
  return (
    <Notice icon="lock">
      <b>
        {suspension.until
          ? t('suspended.nameUntil', { name, day: format.day(suspension.until) })
          : t('suspended.name', { name })}
      </b>
      {suspension.reason && <span className={styles.why}>{suspension.reason}</span>}
      <span className={styles.why}>{t('suspended.what')}</span>
    </Notice>
  )
}

/** On a member's page, for whoever leads the association. */
export function SuspensionActs({ member }: { member: MemberDetail }) {
  const { t } = useTranslation('record')
  const queries = useQueryClient()
  const say = useToast()
  const { association } = useWorkspace()
  const intention = useIntention()
  const [suspending, setSuspending] = useState(false)
  const lift = useCommand({
    mutationFn: () =>
      ask(
        client.POST('/api/v1/associations/{association_id}/members/{membership_id}/reinstate', {
          params: { path: { association_id: association.id, membership_id: member.id } },
          headers: intention.headers(member.id),
        }),
      ),
    onSuccess() {
      intention.fulfilled()
      say(t('lift.done', { name: member.name }))
    },
    onSettled() {
      for (const key of ['member', 'members', 'workspace', 'register', 'history']) {
        void queries.invalidateQueries({ queryKey: [key, association.id] })
      }
    },
  })
  const message = useProblem(lift.error)
  return (
    <>
      <ErrorSummary message={message} attempt={lift.submittedAt} />
      {member.suspension ? (
        <Button busy={lift.isPending} onClick={() => lift.mutate()}>
          {t('lift.go')}
        </Button>
      ) : (
        <Button look="bad" onClick={() => setSuspending(true)}>
          {t('suspend.open')}
        </Button>
      )}
      <SuspendDialog member={member} open={suspending} onClose={() => setSuspending(false)} />
    </>
  )
}
