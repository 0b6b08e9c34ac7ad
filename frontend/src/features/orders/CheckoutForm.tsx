import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { basketQuery } from '@/api/basket'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import { useMe } from '@/api/me'
import type { Basket, CheckoutInput } from '@/api/types'
import { useCommand } from '@/api/useCommand'
import { useDraft } from '@/lib/useDraft'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field, Pick } from '@/ui/Field'
import styles from './CheckoutForm.module.css'
import { checkForm } from './checkForm'
import { keepLink, orderAddress } from './link'
import { PaySummary } from './PaySummary'

const empty = { name: '', email: '', delivery: 'pickup', address: '', adult: false }

export function CheckoutForm({ basket }: { basket: Basket }) {
  const { t } = useTranslation('orders')
  const format = useFormat()
  const person = useMe()?.person
  const [draft, change, done] = useDraft('checkout', empty)
  const values = {
    ...draft,
    delivery: draft.delivery === 'home' ? ('home' as const) : ('pickup' as const),
    name: draft.name || person?.name || '',
    email: draft.email || person?.email || '',
  }
  const intention = useIntention()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [attempt, setAttempt] = useState(0)
  const [missing, setMissing] = useState<unknown>(null)
  const pay = useCommand({
    mutationFn: (body: CheckoutInput) =>
      ask(client.POST('/api/v1/checkout', { body, params: { header: intention.headers(body) } })),
    onSuccess(placed) {
      intention.fulfilled()
      done()
      keepLink(placed.order_group_id, placed.link_token)
      void queries.invalidateQueries({ queryKey: basketQuery.queryKey, refetchType: 'none' })
      // The provider's page may not be opened by a form or inside this one: leave for it. Where the provider
      // does not answer, the order stands, and its page tries again.
      if (placed.payment_url) window.location.assign(placed.payment_url)
      else void navigate(orderAddress(placed.order_group_id, placed.link_token))
    },
  })
  const problem = useProblem(missing ?? pay.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (pay.isPending || pay.isSuccess) return
    setAttempt((before) => before + 1)
    const found = checkForm(values, basket.for_adults, t)
    setMissing(found)
    if (found) return
    pay.mutate({
      name: values.name.trim(),
      email: values.email.trim(),
      delivery: values.delivery,
      address: values.delivery === 'home' ? values.address.trim() : '',
      adult: basket.for_adults ? values.adult : false,
      locale: format.language,
    })
  }
  const errors = problem?.fields ?? {}
  return (
    <form onSubmit={submit} noValidate className={styles.form}>
      <ErrorSummary message={problem} attempt={attempt} />
      <section aria-labelledby="you" className="stack">
        <h2 id="you" className="name h3">
          {t('checkout.you')}
        </h2>
        <Field
          name="name"
          label={t('checkout.name')}
          autoComplete="name"
          value={values.name}
          error={errors.name}
          onChange={(event) => change({ name: event.target.value })}
        />
        <Field
          name="email"
          label={t('checkout.email')}
          hint={t('checkout.emailHint')}
          type="email"
          autoComplete="email"
          value={values.email}
          error={errors.email}
          onChange={(event) => change({ email: event.target.value })}
        />
      </section>
      <section aria-labelledby="how">
        <h2 id="how" className="name h3">
          {t('checkout.how')}
        </h2>
        <fieldset className="picks">
          <legend className="sr">{t('checkout.how')}</legend>
          {(['pickup', 'home'] as const).map((delivery) => (
            <Pick
              key={delivery}
              type="radio"
              name="delivery"
              value={delivery}
              title={t(`checkout.${delivery}`)}
              detail={t(`checkout.${delivery}Detail`)}
              checked={values.delivery === delivery}
              onChange={() => change({ delivery })}
            />
          ))}
        </fieldset>
        {values.delivery === 'home' && (
          <Field
            name="address"
            label={t('checkout.address')}
            hint={t('checkout.addressHint')}
            autoComplete="street-address"
            value={values.address}
            error={errors.address}
            onChange={(event) => change({ address: event.target.value })}
          />
        )}
      </section>
      {basket.for_adults && (
        <section className={styles.adult} aria-labelledby="alcohol">
          <h2 id="alcohol" className="name h3">
            {t('checkout.alcohol')}
          </h2>
          <p className="small soft">{t('checkout.alcoholDetail')}</p>
          <Pick
            id="adult"
            name="adult"
            title={t('checkout.adult')}
            detail={t('checkout.adultDetail')}
            checked={values.adult}
            aria-invalid={errors.adult ? true : undefined}
            onChange={(event) => change({ adult: event.target.checked })}
          />
          {errors.adult && <p className="field__err">{errors.adult}</p>}
        </section>
      )}
      <PaySummary basket={basket} />
      <div className="payfoot">
        <Button type="submit" look="go" wide icon="lock" busy={pay.isPending || pay.isSuccess}>
          {pay.isPending || pay.isSuccess
            ? t('checkout.leaving')
            : t('checkout.pay', { total: format.pesos(basket.total_clp) })}
        </Button>
        <p className={`tiny soft ${styles.provider}`}>{t('checkout.provider')}</p>
      </div>
    </form>
  )
}
