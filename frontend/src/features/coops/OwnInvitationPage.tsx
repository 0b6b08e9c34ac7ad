import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import { useMe } from '@/api/me'
import type { InvitationPage as Invitation } from '@/api/memberTypes'
import { homeOf } from '@/app/home'
import { Button } from '@/ui/Button'
import { ownInvitationQuery } from './api'
import { InvitationView } from './InvitationPage'
import { RefuseDialog } from './RefuseDialog'

/** An invitation to an address that the person has proved: no link is needed, and she can say no. */
export default function OwnInvitationPage() {
  const { t } = useTranslation('coops')
  const { id = '' } = useParams()
  const intention = useIntention()
  const navigate = useNavigate()
  const me = useMe()
  const [asked, setAsked] = useState<Invitation | null>(null)
  return (
    <>
      <InvitationView
        query={ownInvitationQuery(id)}
        statutesHref={`/api/v1/my-invitations/${id}/statutes`}
        accept={(body) =>
          ask(
            client.POST('/api/v1/my-invitations/{own_invitation_id}/accept', {
              params: { path: { own_invitation_id: id } },
              headers: intention.headers(body),
              body,
            }),
          )
        }
        refuse={(invitation) => (
          <div>
            <Button look="plain" onClick={() => setAsked(invitation)}>
              {t('invitation.no')}
            </Button>
          </div>
        )}
      />
      <RefuseDialog
        question={
          asked && { id, kind: 'answer_invitation', by: asked.invited_by, name: asked.association.name }
        }
        onClose={() => setAsked(null)}
        onDone={() => navigate(homeOf(me), { replace: true })}
      />
    </>
  )
}
