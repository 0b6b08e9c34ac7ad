import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Navigate, useNavigate, useSearchParams } from 'react-router'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import { freshMe, meQuery } from '@/api/me'
import { useCommand } from '@/api/useCommand'
import { doorPath, useHere, useWayBack } from '@/app/doors'
import { refuse } from '@/lib/refuse'
import { useDraft } from '@/lib/useDraft'
import { useProblem } from '@/lib/useProblem'
import { useSteps } from '@/lib/useSteps'
import { useLiveRestart } from '@/live/LiveProvider'
import { Button } from '@/ui/Button'
import { ComunaField } from '@/ui/ComunaField'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field, Pick } from '@/ui/Field'
import { StepFrame } from '@/ui/StepFrame'
import { Title } from '@/ui/Title'

const steps = ['nombre', 'lugar'] as const
/** Signing up asks for three things before these: what for, the account, the code of the letter. */
const before = 3

/** A producer to act for: the last two questions of signing up, and a page of its own later. */
export default function NewProducerPage() {
  const { t } = useTranslation('coops')
  const navigate = useNavigate()
  const [params] = useSearchParams()
  const here = useHere()
  const back = useWayBack()
  const signingUp = params.has('registro')
  const queries = useQueryClient()
  const restart = useLiveRestart()
  const intention = useIntention()
  const me = useQuery(meQuery).data
  const [draft, change, done] = useDraft('new-producer', {
    name: '',
    shows_name: true,
    comuna: '',
    locality: '',
  })
  const name = draft.name || (signingUp ? (me?.person?.name ?? '') : '')
  const step = useSteps(steps, name.trim() ? 1 : 0)
  const create = useCommand({
    mutationFn: async () => {
      refuse({ comuna: !draft.comuna && t('producer.comunaMissing') })
      const body = {
        name: name.trim(),
        shows_name: draft.shows_name,
        comuna: draft.comuna,
        locality: draft.locality.trim(),
      }
      return ask(client.POST('/api/v1/producers', { body, headers: intention.headers(body) }))
    },
    async onSuccess() {
      intention.fulfilled()
      done()
      await freshMe(queries)
      restart()
      navigate(back ?? '/asociaciones/nueva?registro=1', { replace: true })
    },
  })
  const message = useProblem(create.error)

  if (me && !me.person) return <Navigate to={doorPath('entrar', here)} replace />
  const last = step.name === 'lugar'
  const offset = signingUp ? before : 0
  return (
    <StepFrame
      name={signingUp ? t('producer.signUp') : t('producer.new')}
      step={step.index + 1 + offset}
      of={steps.length + offset}
      kept={draft.name !== '' || draft.comuna !== ''}
      onBack={() => {
        if (!step.back()) navigate(back ?? '/cuenta')
      }}
      onSubmit={() => {
        if (last) create.mutate()
        else if (name.trim()) {
          change({ name })
          step.next()
        }
      }}
      action={
        <Button
          type="submit"
          look="go"
          busy={create.isPending}
          aria-disabled={(!last && !name.trim()) || undefined}
        >
          {last ? t('producer.save') : t('next')}
        </Button>
      }
    >
      {last ? (
        <>
          <ErrorSummary message={message} attempt={create.submittedAt} />
          <div className="stack stack--2">
            <Title key="place">{t('producer.where')}</Title>
            <p className="soft">{t('producer.whereLead')}</p>
          </div>
          <ComunaField
            value={draft.comuna}
            error={message?.fields.comuna}
            onChange={(comuna) => change({ name, comuna })}
          />
          <Field
            name="locality"
            label={
              <>
                {t('producer.locality')} <span className="soft">{t('optional')}</span>
              </>
            }
            error={message?.fields.locality}
            value={draft.locality}
            maxLength={120}
            autoComplete="off"
            onChange={(event) => change({ name, locality: event.target.value })}
          />
        </>
      ) : (
        <>
          <div className="stack stack--2">
            <Title key="name">{t('producer.who')}</Title>
            <p className="soft">{t('producer.whoLead')}</p>
          </div>
          <Field
            name="name"
            label={t('producer.name')}
            error={message?.fields.name}
            value={name}
            maxLength={120}
            autoComplete="organization"
            onChange={(event) => change({ name: event.target.value })}
          />
          <Pick
            name="shows_name"
            checked={draft.shows_name}
            onChange={(event) => change({ name, shows_name: event.target.checked })}
            title={t('producer.show')}
            detail={t('producer.showDetail')}
          />
        </>
      )}
    </StepFrame>
  )
}
