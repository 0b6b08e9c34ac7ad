import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { basketQuery } from '@/api/basket'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import { useMe } from '@/api/me'
import type { Basket, CheckoutInput } from '@/api/types'
import { useCommand } from '@/api/useCommand'
import { Problem } from '@/lib/problem'
import { useDraft } from '@/lib/useDraft'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { useSteps } from '@/lib/useSteps'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { StepFrame } from '@/ui/StepFrame'
import { CheckoutQuestion } from './CheckoutQuestion'
import { CheckoutReview } from './CheckoutReview'
import styles from './CheckoutSteps.module.css'
import { type Answers, asked, lacking, upTo } from './checkout'
import { keepLastOrder } from './lastOrder'
import { keepLink, orderAddress } from './link'

const empty = { name: '', email: '', delivery: 'pickup', address: '', adult: false }

/** One question on a page, and everything once more before the payment page opens. */
export function CheckoutSteps({ basket, above }: { basket: Basket; above: ReactNode }) {
  const { t } = useTranslation(['orders', 'ui'])
  const format = useFormat()
  const person = useMe()?.person
  const navigate = useNavigate()
  const [draft, change, done] = useDraft('checkout', empty)
  const answers: Answers = {
    ...draft,
    delivery: draft.delivery === 'home' ? 'home' : 'pickup',
    name: draft.name || person?.name || '',
    email: draft.email || person?.email || '',
  }
  const names = asked(basket.for_adults)
  const step = useSteps(names, upTo(names, answers, basket.for_adults))
  const [refused, setRefused] = useState<{ step: string; problem: Problem } | null>(null)
  const [attempt, setAttempt] = useState(0)
  const pay = usePay(done)
  const review = step.name === 'revisar'
  const message = useProblem(review ? pay.error : refused?.step === step.name ? refused.problem : null)
  const leaving = pay.isPending || pay.isSuccess
  const submit = () => {
    if (leaving) return
    if (review) {
      pay.mutate({
        name: answers.name.trim(),
        email: answers.email.trim(),
        delivery: answers.delivery,
        address: answers.delivery === 'home' ? answers.address.trim() : '',
        adult: basket.for_adults ? answers.adult : false,
        locale: format.language,
      })
      return
    }
    const problem = lacking(step.name, answers, basket.for_adults, t)
    setRefused(problem && { step: step.name, problem })
    setAttempt((before) => before + 1)
    if (!problem) step.next()
  }
  return (
    <StepFrame
      name={t('checkout.bar')}
      step={step.index + 1}
      of={names.length}
      above={above}
      kept={!review && Boolean(draft.name || draft.email || draft.address)}
      onBack={() => {
        if (!step.back()) void navigate('/canasta')
      }}
      onSubmit={submit}
      action={
        review ? (
          <>
            <Button type="submit" look="go" icon="lock" busy={leaving}>
              {leaving ? t('checkout.leaving') : t('checkout.pay', { total: format.pesos(basket.total_clp) })}
            </Button>
            <p className={`tiny soft ${styles.provider}`}>{t('checkout.provider')}</p>
          </>
        ) : (
          <Button type="submit" look="go">
            {t('checkout.next')}
          </Button>
        )
      }
    >
      <ErrorSummary message={message} attempt={review ? pay.submittedAt : attempt} />
      {review ? (
        <CheckoutReview basket={basket} answers={answers} errors={message?.fields ?? {}} onChange={step.go} />
      ) : (
        <CheckoutQuestion
          key={step.name}
          question={step.name}
          answers={answers}
          errors={message?.fields ?? {}}
          onChange={change}
        />
      )}
    </StepFrame>
  )
}

function usePay(done: () => void) {
  const intention = useIntention()
  const navigate = useNavigate()
  const queries = useQueryClient()
  return useCommand({
    mutationFn: (body: CheckoutInput) =>
      ask(client.POST('/api/v1/checkout', { body, params: { header: intention.headers(body) } })),
    onSuccess(placed) {
      intention.fulfilled()
      done()
      keepLink(placed.order_group_id, placed.link_token)
      keepLastOrder(placed.order_group_id, placed.number)
      void queries.invalidateQueries({ queryKey: basketQuery.queryKey, refetchType: 'none' })
      // The provider's page may not be opened by a form or inside this one: leave for it. Where the provider
      // does not answer, the order stands, and its page tries again.
      if (placed.payment_url) window.location.assign(placed.payment_url)
      else void navigate(orderAddress(placed.order_group_id, placed.link_token))
    },
    onError(error) {
      // The basket is not what it was here: read anew, it leads to the order or to what has to be put right.
      if (error instanceof Problem && error.status === 409) {
        void queries.invalidateQueries({ queryKey: basketQuery.queryKey })
      }
    },
  })
}
