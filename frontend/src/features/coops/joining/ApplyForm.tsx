import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import type { HowToJoin } from '@/api/memberTypes'
import type { AssociationPublic, Me } from '@/api/types'
import { useCommand } from '@/api/useCommand'
import { comunaName } from '@/lib/comunas'
import { refuse } from '@/lib/refuse'
import { useDraft } from '@/lib/useDraft'
import { useProblem } from '@/lib/useProblem'
import { useSteps } from '@/lib/useSteps'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Pick, TextArea } from '@/ui/Field'
import { StepFrame } from '@/ui/StepFrame'
import { Title } from '@/ui/Title'
import { ApplyReview } from './ApplyReview'
import { admissionQuery } from './api'
import { type Applying, answered, answerTo, asked, fieldOf, nothing, questionOf, upTo } from './applying'

interface Props {
  me: Me
  association: AssociationPublic
  join: HowToJoin
}

/** One question of the association at a time. What is typed stays on this device until it is sent. */
export function ApplyForm({ me, association, join }: Props) {
  const { t } = useTranslation('joining')
  const navigate = useNavigate()
  const queries = useQueryClient()
  const intention = useIntention()
  const only = me.producers.length === 1 ? (me.producers[0]?.id ?? '') : ''
  const [kept, change, done] = useDraft<Applying>(`application.${association.id}`, nothing(join))
  const [accepts, setAccepts] = useState(false)
  const own = me.producers.some(({ id }) => id === kept.producer_id) ? kept.producer_id : only
  const draft: Applying = { ...kept, producer_id: own }
  const steps = asked(join, me.producers.length)
  const step = useSteps(steps, upTo(steps, draft, join))
  const apply = useCommand({
    mutationFn: async () => {
      refuse({ accepts_rules: !accepts && t('apply.rulesMissing') })
      const body = {
        producer_id: draft.producer_id,
        answers: join.questions.map(({ text }) => ({ question: text, answer: answerTo(draft, text) })),
        accepts_rules: accepts,
      }
      return ask(
        client.POST('/api/v1/associations/{association_id}/applications', {
          params: { path: { association_id: association.id } },
          headers: intention.headers(body),
          body,
        }),
      )
    },
    onSuccess({ id }) {
      intention.fulfilled()
      done()
      void queries.invalidateQueries({ queryKey: ['my-applications'] })
      void queries.invalidateQueries({ queryKey: ['home'] })
      navigate(`/solicitudes/${id}`, { replace: true, state: { sent: true } })
    },
    onError() {
      // Closed, or other questions in the meantime: show how it stands.
      void queries.invalidateQueries({ queryKey: admissionQuery(association.id).queryKey })
    },
  })
  const message = useProblem(apply.error)
  const review = step.name === 'revisar'
  const ready = review || answered(step.name, draft, join)
  const question = questionOf(join, step.name)
  return (
    <StepFrame
      name={t('apply.name')}
      step={step.index + 1}
      of={steps.length}
      kept={Object.values(kept).some(Boolean)}
      onBack={() => {
        if (!step.back()) navigate(`/asociaciones/${association.slug}`)
      }}
      onSubmit={() => {
        if (review) apply.mutate()
        else if (ready) step.next()
      }}
      action={
        <Button type="submit" look="go" busy={apply.isPending} aria-disabled={!ready || undefined}>
          {t(review ? 'apply.go' : 'next')}
        </Button>
      }
    >
      {step.name === 'quien' && (
        <>
          <Title key="quien">{t('apply.who', { name: association.name })}</Title>
          <fieldset className="picks">
            <legend className="sr">{t('apply.who', { name: association.name })}</legend>
            {me.producers.map((producer) => (
              <Pick
                key={producer.id}
                type="radio"
                name="producer_id"
                checked={draft.producer_id === producer.id}
                onChange={() => change({ producer_id: producer.id })}
                title={producer.name}
                detail={[producer.locality, comunaName(producer.comuna)].filter(Boolean).join(', ')}
              />
            ))}
          </fieldset>
        </>
      )}
      {question && (
        <>
          <div className="stack stack--2">
            <p className="over">{t('apply.asks', { name: association.name })}</p>
            <Title key={step.name}>{question.text}</Title>
            {!question.required && <p className="soft">{t('apply.optional')}</p>}
          </div>
          <TextArea
            name="answer"
            label={<span className="sr">{question.text}</span>}
            rows={6}
            maxLength={2000}
            value={draft[fieldOf(question.text)] ?? ''}
            onChange={(event) => change({ [fieldOf(question.text)]: event.target.value })}
          />
        </>
      )}
      {review && (
        <>
          <ErrorSummary message={message} attempt={apply.submittedAt} />
          <ApplyReview
            association={association}
            join={join}
            draft={draft}
            producer={me.producers.find(({ id }) => id === draft.producer_id)?.name ?? ''}
            errors={message?.fields ?? {}}
            steps={steps}
            onChange={step.go}
            accepts={accepts}
            onAccept={setAccepts}
          />
        </>
      )}
    </StepFrame>
  )
}
