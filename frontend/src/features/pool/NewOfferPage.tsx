import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, useNavigate } from 'react-router'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import type { MyAssociation } from '@/api/types'
import { useCommand } from '@/api/useCommand'
import { useAssociation } from '@/app/workspace/useAssociation'
import { useDraft } from '@/lib/useDraft'
import { useProblem } from '@/lib/useProblem'
import { useSteps } from '@/lib/useSteps'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { StepFrame } from '@/ui/StepFrame'
import { onBoard } from './board'
import { OfferQuestionFields } from './OfferQuestionFields'
import { OfferReview } from './OfferReview'
import { blankOffer, missingIn, offerOf, questions, upTo } from './offerDraft'

/** An offer in six questions; it is a draft until the board puts it on sale. */
export default function NewOfferPage() {
  const association = useAssociation()
  if (!association) return null
  if (!onBoard(association.roles)) return <Navigate to={`/a/${association.slug}/acopio`} replace />
  return <OfferForm association={association} />
}

function OfferForm({ association }: { association: MyAssociation }) {
  const { t } = useTranslation('pool')
  const navigate = useNavigate()
  const queries = useQueryClient()
  const intention = useIntention()
  const [draft, change, done] = useDraft(`offer.${association.slug}`, blankOffer)
  const [shown, setShown] = useState(false)
  const step = useSteps(questions, upTo(draft))
  const pool = `/a/${association.slug}/acopio`
  const create = useCommand({
    mutationFn: () => {
      const body = offerOf(draft)
      return ask(
        client.POST('/api/v1/associations/{association_id}/offers', {
          params: { path: { association_id: association.id } },
          body,
          headers: intention.headers(body),
        }),
      )
    },
    onSuccess({ id }) {
      intention.fulfilled()
      done()
      void queries.invalidateQueries({ queryKey: ['pools', association.id] })
      navigate(`${pool}/${id}`, { replace: true })
    },
  })
  const message = useProblem(create.error)
  const missing = missingIn(step.name, draft)
  const review = step.name === 'revisar'
  return (
    <StepFrame
      name={t('offer.new')}
      step={step.index + 1}
      of={questions.length}
      kept={draft.name !== ''}
      onBack={() => {
        setShown(false)
        if (!step.back()) navigate(pool)
      }}
      onSubmit={() => {
        if (review) create.mutate()
        else if (missing.length > 0) {
          setShown(true)
          document.getElementById(missing[0] ?? '')?.focus()
        } else {
          setShown(false)
          step.next()
        }
      }}
      action={
        <Button type="submit" look="go" busy={create.isPending}>
          {review ? t('offer.go') : t('next')}
        </Button>
      }
    >
      {review ? (
        <>
          <ErrorSummary message={message} attempt={create.submittedAt} />
          <OfferReview draft={draft} errors={message?.fields ?? {}} onChange={step.go} />
        </>
      ) : (
        <OfferQuestionFields
          key={step.name}
          associationId={association.id}
          question={step.name}
          draft={draft}
          missing={shown ? missing : []}
          onChange={change}
        />
      )}
    </StepFrame>
  )
}
