import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'react-router'
import type { OrderGroup } from '@/api/types'
import { Loaded } from '@/app/Loaded'
import { useFormat } from '@/lib/useFormat'
import { LiveDot } from '@/live/LiveDot'
import { useLive } from '@/live/LiveProvider'
import { IconLink } from '@/ui/Button'
import { orderQuery } from './api'
import { linkOf } from './link'
import { OrderHead } from './OrderHead'
import styles from './OrderPage.module.css'
import { OrderPart } from './OrderPart'

/** Where a payment is awaited, the order is also asked for now and then, in case the line is down. */
const meanwhile = 5000

/** An order group, live: for its owner by her session, for a guest by the token of her link. */
export default function OrderPage() {
  const { t } = useTranslation('orders')
  const { id = '' } = useParams()
  const { hash } = useLocation()
  const link = useMemo(() => linkOf(id, hash), [id, hash])
  const query = useQuery({
    ...orderQuery(id, link),
    refetchInterval: ({ state }) => (state.data?.status === 'pending' ? meanwhile : false),
  })
  useLive([{ stream: `order:${id}`, link }])
  const order = query.data
  return (
    <>
      <div className="band">
        <header className="ptop ptop--back">
          <IconLink icon="left" to="/" label={t('order.back')} />
          <b className="grow">{order && t('order.number', { number: order.number })}</b>
          <LiveDot className={styles.live} />
        </header>
        {order && <OrderHead order={order} link={link} />}
      </div>
      <main id="main" className={`wrap ${styles.page}`}>
        <Loaded query={query}>{(group) => <Parts order={group} />}</Loaded>
      </main>
    </>
  )
}

function Parts({ order }: { order: OrderGroup }) {
  const { t } = useTranslation('orders')
  const format = useFormat()
  return (
    <>
      {order.orders.map((part) => (
        <OrderPart key={part.id} part={part} group={order} />
      ))}
      <p className="sumline sumline--total">
        <span>{t('basket.total')}</span>
        <span className="nw">{format.pesos(order.total_clp)}</span>
      </p>
      <p className="small soft">{t('checkout.taxes')}</p>
    </>
  )
}
