import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, useNavigate } from 'react-router'
import { basketQuery } from '@/api/basket'
import type { Basket } from '@/api/types'
import { Loaded } from '@/app/Loaded'
import { IconLink } from '@/ui/Button'
import { Title } from '@/ui/Title'
import { useToast } from '@/ui/Toast'
import { CheckoutForm } from './CheckoutForm'
import { CheckoutLines } from './CheckoutLines'
import styles from './CheckoutPage.module.css'
import { HoldTimer } from './HoldTimer'

/** Nothing here leads away but the arrow: check, say where to, pay. */
export default function CheckoutPage() {
  const { t } = useTranslation('orders')
  const query = useQuery({ ...basketQuery, staleTime: 0 })
  return (
    <>
      <header className="ptop ptop--back">
        <IconLink icon="left" to="/canasta" label={t('checkout.back')} />
        <b className="grow">{t('checkout.bar')}</b>
        <span className={`small soft ${styles.step}`}>{t('checkout.step')}</span>
      </header>
      <main id="main">
        <Loaded query={query}>{(basket) => <Checkout basket={basket} />}</Loaded>
      </main>
    </>
  )
}

function Checkout({ basket }: { basket: Basket }) {
  const { t } = useTranslation('orders')
  const navigate = useNavigate()
  const queries = useQueryClient()
  const say = useToast()
  const ended = useCallback(() => {
    say(t('hold.over'))
    void queries.invalidateQueries({ queryKey: basketQuery.queryKey })
    void navigate('/canasta')
  }, [navigate, queries, say, t])
  // What is no longer set aside is put right in the basket first.
  const payable = basket.lines.length > 0 && basket.lines.every((line) => line.expires_at !== null)
  if (!payable) return <Navigate to="/canasta" replace />
  return (
    <>
      <HoldTimer until={basket.expires_at} onEnd={ended} />
      <div className={`wrap ${styles.page}`}>
        <Title className={`name h1 ${styles.title}`} page={t('checkout.bar')}>
          {t('checkout.title')}
        </Title>
        <CheckoutLines lines={basket.lines} />
        <CheckoutForm basket={basket} />
      </div>
    </>
  )
}
