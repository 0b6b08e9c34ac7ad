import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import type { Invitation } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { Loaded } from '@/app/Loaded'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { useToast } from '@/ui/Toast'
import { invitationsQuery } from './api'
import styles from './InvitationList.module.css'

interface Props {
  associationId: string
  mayRevoke: boolean
}

/** What the board sent out: open ones first, each with what it can still do. */
export function InvitationList({ associationId, mayRevoke }: Props) {
  const { t } = useTranslation('coops')
  const query = useQuery(invitationsQuery(associationId))
  const [asking, setAsking] = useState<Invitation | null>(null)
  return (
    <section aria-labelledby="invitations">
      <h2 className="name h3" id="invitations">
        {t('invitations.title')}
      </h2>
      <Loaded query={query}>
        {({ results }) =>
          waiting(results).length === 0 ? (
            <p className={`soft ${styles.none}`}>{t('invitations.none')}</p>
          ) : (
            <ul className={styles.list}>
              {waiting(results).map((invitation) => (
                <Row
                  key={invitation.id}
                  invitation={invitation}
                  onRevoke={mayRevoke ? () => setAsking(invitation) : undefined}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      <RevokeDialog associationId={associationId} invitation={asking} onClose={() => setAsking(null)} />
    </section>
  )
}

/** Who accepted is a member and stands among them. */
function waiting(invitations: Invitation[]): Invitation[] {
  const open = invitations.filter(({ state }) => state === 'open')
  const closed = invitations.filter(({ state }) => state !== 'open' && state !== 'used')
  return [...open, ...closed]
}

function Row({ invitation, onRevoke }: { invitation: Invitation; onRevoke?: () => void }) {
  const { t } = useTranslation('coops')
  const format = useFormat()
  const open = invitation.state === 'open'
  return (
    <li className="arrive">
      <span>
        <span className={open ? 'b' : 'soft'}>{invitation.email}</span>
        <br />
        <span className="small soft">
          {open
            ? t('invitations.open', {
                name: invitation.invited_by,
                day: format.onDay(invitation.expires_at),
              })
            : t(`invitations.${invitation.state as 'expired' | 'revoked' | 'declined'}`)}
        </span>
      </span>
      {open && onRevoke && (
        <Button
          small
          look="plain"
          onClick={onRevoke}
          aria-label={t('invitations.revokeOne', { email: invitation.email })}
        >
          {t('invitations.revoke')}
        </Button>
      )}
    </li>
  )
}

interface RevokeProps {
  associationId: string
  invitation: Invitation | null
  onClose(): void
}

function RevokeDialog({ associationId, invitation, onClose }: RevokeProps) {
  const { t } = useTranslation('coops')
  const queries = useQueryClient()
  const intention = useIntention()
  const say = useToast()
  const revoke = useCommand({
    mutationFn: (id: string) =>
      ask(
        client.POST('/api/v1/associations/{association_id}/invitations/{invitation_id}/revoke', {
          params: { path: { association_id: associationId, invitation_id: id } },
          headers: intention.headers(id),
        }),
      ),
    onSuccess() {
      intention.fulfilled()
      void queries.invalidateQueries({ queryKey: ['invitations', associationId] })
      void queries.invalidateQueries({ queryKey: ['workspace', associationId] })
      say(t('invitations.done'))
      onClose()
    },
  })
  const close = () => {
    revoke.reset()
    onClose()
  }
  return (
    <Dialog
      open={invitation !== null}
      onClose={close}
      title={t('invitations.ask', { email: invitation?.email ?? '' })}
      actions={
        <>
          <Button onClick={close}>{t('cancel')}</Button>
          <Button
            look="bad"
            busy={revoke.isPending}
            onClick={() => invitation && revoke.mutate(invitation.id)}
          >
            {t('invitations.revokeGo')}
          </Button>
        </>
      }
    >
      <ErrorSummary message={useProblem(revoke.error)} attempt={revoke.submittedAt} />
      <p>{t('invitations.consequence')}</p>
    </Dialog>
  )
}
