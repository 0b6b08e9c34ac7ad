import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import { useCommand } from '@/api/useCommand'
import { refuse } from '@/lib/refuse'
import { useDraft } from '@/lib/useDraft'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field } from '@/ui/Field'
import { useToast } from '@/ui/Toast'
import type { Helper } from './words'

/** A member on paper gets an account: whoever owns the address is asked to take it over. */
export function OwnerDialog({ helper, onClose }: { helper: Helper | null; onClose(): void }) {
  const { t } = useTranslation('helpers')
  return (
    <Dialog
      open={helper !== null}
      onClose={onClose}
      title={t('owner.title', { name: helper?.member.name ?? '' })}
    >
      {helper && <Form helper={helper} onClose={onClose} />}
    </Dialog>
  )
}

function Form({ helper, onClose }: { helper: Helper; onClose(): void }) {
  const { t } = useTranslation('helpers')
  const queries = useQueryClient()
  const say = useToast()
  const intention = useIntention()
  const [{ email }, change, done] = useDraft(`owner-${helper.id}`, { email: '' })
  const offer = useCommand({
    mutationFn: () => {
      refuse({ email: !email.includes('@') && t('owner.missing') })
      const body = { email: email.trim() }
      return ask(
        client.POST('/api/v1/associations/{association_id}/members/{membership_id}/owner', {
          params: {
            path: { association_id: helper.association.id, membership_id: helper.member.membership_id },
          },
          headers: intention.headers([helper.id, body]),
          body,
        }),
      )
    },
    onSuccess() {
      intention.fulfilled()
      done()
      void queries.invalidateQueries({ queryKey: ['helpers'] })
      say(t('owner.done'))
      onClose()
    },
  })
  const message = useProblem(offer.error)
  const { owner_asked: asked } = helper.member
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        offer.mutate()
      }}
    >
      <ErrorSummary message={message} attempt={offer.submittedAt} />
      <p>{t('owner.detail')}</p>
      {asked && <p className="soft">{t('owner.asked', { email: asked })}</p>}
      <Field
        name="email"
        type="email"
        label={t('owner.email')}
        error={message?.fields.email}
        value={email}
        autoComplete="off"
        onChange={(event) => change({ email: event.target.value })}
      />
      <div className="row row--wrap dialog__acts">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button type="submit" look="go" busy={offer.isPending}>
          {t('owner.go')}
        </Button>
      </div>
    </form>
  )
}
