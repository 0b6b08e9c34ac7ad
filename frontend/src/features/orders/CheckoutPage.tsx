import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, useNavigate } from 'react-router'
import { basketQuery } from '@/api/basket'
import type { Basket } from '@/api/types'
import { Loaded } from '@/app/Loaded'
import { useToast } from '@/ui/Toast'
import { CheckoutSteps } from './CheckoutSteps'
import { HoldTimer } from './HoldTimer'
import { lastOrder } from './lastOrder'
import { linkOf, orderAddress } from './link'

/** Nothing here leads away but the arrow: say how it gets there and who buys, check, pay. */
export default function CheckoutPage() {
  const query = useQuery({ ...basketQuery, staleTime: 0 })
  useEffect(() => {
    // Back from the payment page the browser may show this page as it was left, with an order placed meanwhile.
    const back = (event: PageTransitionEvent) => event.persisted && window.location.reload()
    window.addEventListener('pageshow', back)
    return () => window.removeEventListener('pageshow', back)
  }, [])
  return (
    <Loaded query={query} waiting={<main id="main" className="wrap" />}>
      {(basket) => <Checkout basket={basket} />}
    </Loaded>
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
  if (basket.lines.length === 0) {
    // What was in it has become an order: by another tab, or before the back button.
    const order = lastOrder()
    return <Navigate to={order ? orderAddress(order.id, linkOf(order.id, '')) : '/canasta'} replace />
  }
  // What is no longer set aside is put right in the basket first.
  if (basket.lines.some((line) => line.expires_at === null)) return <Navigate to="/canasta" replace />
  return <CheckoutSteps basket={basket} above={<HoldTimer basket={basket} onEnd={ended} />} />
}
