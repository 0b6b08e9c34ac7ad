import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import { useCommand } from '@/api/useCommand'
import { refuse } from '@/lib/refuse'
import { useDraft } from '@/lib/useDraft'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field, Pick } from '@/ui/Field'
import { useToast } from '@/ui/Toast'
import { mandatesQuery } from './api'

const kinds = ['agent', 'owner'] as const
type Kind = (typeof kinds)[number]

/** Asks an address to act for the producer. It begins when whoever owns the address says yes. */
export function AskMandate({ producerId }: { producerId: string }) {
  const { t } = useTranslation('coops')
  const queries = useQueryClient()
  const say = useToast()
  const intention = useIntention()
  const [{ email, kind }, change, done] = useDraft(`mandate-${producerId}`, {
    email: '',
    kind: kinds[0] as Kind,
  })
  const offer = useCommand({
    mutationFn: async () => {
      refuse({ email: !email.includes('@') && t('invite.missing') })
      const body = { email: email.trim(), kind }
      return ask(
        client.POST('/api/v1/producers/{producer_id}/mandates', {
          params: { path: { producer_id: producerId } },
          headers: intention.headers(body),
          body,
        }),
      )
    },
    onSuccess(mandates) {
      intention.fulfilled()
      queries.setQueryData(mandatesQuery(producerId).queryKey, mandates)
      say(t('mandates.sent', { email: email.trim() }))
      change({ email: '' })
      done()
    },
  })
  const message = useProblem(offer.error)
  return (
    <section className="stack" aria-labelledby="ask">
      <h2 className="name h3" id="ask">
        {t('mandates.ask')}
      </h2>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          offer.mutate()
        }}
      >
        <ErrorSummary message={message} attempt={offer.submittedAt} />
        <Field
          name="email"
          type="email"
          label={t('mandates.email')}
          hint={t('mandates.emailHint')}
          error={message?.fields.email}
          value={email}
          autoComplete="off"
          onChange={(event) => change({ email: event.target.value })}
        />
        <fieldset className="picks">
          <legend className="b">{t('mandates.what')}</legend>
          {kinds.map((one) => (
            <Pick
              key={one}
              type="radio"
              name="kind"
              checked={kind === one}
              onChange={() => change({ kind: one })}
              title={t(`mandates.${one}`)}
              detail={t(`mandates.${one}Detail`)}
            />
          ))}
        </fieldset>
        <div>
          <Button type="submit" look="go" busy={offer.isPending}>
            {t('mandates.go')}
          </Button>
        </div>
      </form>
    </section>
  )
}
