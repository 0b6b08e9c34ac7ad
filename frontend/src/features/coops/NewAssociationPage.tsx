import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Navigate, useNavigate } from 'react-router'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import { freshMe, meQuery } from '@/api/me'
import type { AssociationKind } from '@/api/memberTypes'
import type { Me } from '@/api/types'
import { useCommand } from '@/api/useCommand'
import { doorPath, useHere } from '@/app/doors'
import { homeOf } from '@/app/home'
import { Loaded } from '@/app/Loaded'
import { useDraft } from '@/lib/useDraft'
import { useProblem } from '@/lib/useProblem'
import { useSteps } from '@/lib/useSteps'
import { useLiveRestart } from '@/live/LiveProvider'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { StepFrame } from '@/ui/StepFrame'
import { FoundingQuestion } from './FoundingQuestion'
import { FoundingReview } from './FoundingReview'
import { answerOf, asked, type Founding, upTo } from './founding'

export default function NewAssociationPage() {
  const query = useQuery(meQuery)
  const here = useHere()
  return (
    <Loaded query={query}>
      {(me) => {
        if (!me.person) return <Navigate to={doorPath('registro', here, 'produce')} replace />
        if (me.producers.length === 0) {
          return <Navigate to={`/productor/nuevo?volver=${encodeURIComponent(here)}`} replace />
        }
        return <FoundingForm me={me} />
      }}
    </Loaded>
  )
}

function FoundingForm({ me }: { me: Me }) {
  const { t } = useTranslation('coops')
  const navigate = useNavigate()
  const queries = useQueryClient()
  const restart = useLiveRestart()
  const intention = useIntention()
  const only = me.producers.length === 1 ? (me.producers[0]?.id ?? '') : ''
  const [kept, change, done] = useDraft<Founding>('new-association', {
    producer_id: '',
    kind: '',
    name: '',
    purpose: '',
    comuna: '',
    statutes_text: '',
  })
  const own = me.producers.some(({ id }) => id === kept.producer_id) ? kept.producer_id : only
  const draft = { ...kept, producer_id: own }
  const names = asked(me.producers.length)
  const step = useSteps(names, upTo(names, draft))
  const found = useCommand({
    mutationFn: () => {
      const body = {
        ...draft,
        kind: draft.kind as AssociationKind,
        name: draft.name.trim(),
        purpose: draft.purpose.trim(),
        statutes_text: draft.statutes_text.trim(),
      }
      return ask(client.POST('/api/v1/associations', { body, headers: intention.headers(body) }))
    },
    async onSuccess({ slug }) {
      intention.fulfilled()
      done()
      await freshMe(queries)
      restart()
      navigate(`/a/${slug}/inicio`, { replace: true })
    },
  })
  const message = useProblem(found.error)
  const review = step.name === 'revisar'
  const answer = answerOf(step.name)
  const answered = answer === undefined || draft[answer].trim() !== ''
  return (
    <StepFrame
      name={t('founding.name')}
      step={step.index + 1}
      of={names.length}
      kept={Object.values(kept).some(Boolean)}
      onBack={() => {
        if (!step.back()) navigate(homeOf(me))
      }}
      onSubmit={() => {
        if (review) found.mutate()
        else if (answered) step.next()
      }}
      action={
        <Button type="submit" look="go" busy={found.isPending} aria-disabled={!answered || undefined}>
          {review ? t('founding.go') : t('next')}
        </Button>
      }
    >
      {review ? (
        <>
          <ErrorSummary message={message} attempt={found.submittedAt} />
          <FoundingReview
            draft={draft}
            producer={me.producers.find(({ id }) => id === draft.producer_id)?.name ?? ''}
            errors={message?.fields ?? {}}
            questions={names}
            onChange={step.go}
          />
        </>
      ) : (
        <FoundingQuestion
          key={step.name}
          question={step.name}
          draft={draft}
          producers={me.producers}
          onChange={(part) => change({ producer_id: own, ...part })}
        />
      )}
    </StepFrame>
  )
}
