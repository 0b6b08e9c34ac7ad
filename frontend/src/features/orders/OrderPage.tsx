import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'react-router'
import type { OrderGroup } from '@/api/types'
import { Loaded } from '@/app/Loaded'
import { useFormat } from '@/lib/useFormat'
import { LiveDot } from '@/live/LiveDot'
import { useLive } from '@/live/LiveProvider'
import { Button, IconLink } from '@/ui/Button'
import { useToast } from '@/ui/Toast'
import { orderQuery } from './api'
import { linkOf, orderAddress } from './link'
import { OrderHead } from './OrderHead'
import styles from './OrderPage.module.css'
import { OrderPart } from './OrderPart'
import { OrderReceipt } from './OrderReceipt'
import { OrderUnknown } from './OrderUnknown'
import { TakingBack } from './TakingBack'
import { Taxes } from './Taxes'

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
  if (order === null) return <OrderUnknown />
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
      {/* Another element once the head above it is there, so that nothing that was seen moves down. */}
      <main key={order ? 'order' : 'waiting'} id="main" className={`wrap ${styles.page}`}>
        <Loaded query={query}>{(group) => group && <Parts order={group} link={link} />}</Loaded>
      </main>
    </>
  )
}

function Parts({ order, link }: { order: OrderGroup; link: string | null }) {
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
      <Taxes iva={order.iva_clp} ila={order.ila_clp} />
      {order.status === 'paid' && (
        <div className={styles.back}>
          <TakingBack things={order.orders.flatMap(({ lines }) => lines)} />
        </div>
      )}
      <Ways order={order} link={link} />
      {order.status === 'paid' && <OrderReceipt order={order} />}
    </>
  )
}

/** Print it, and keep the way back to it. */
function Ways({ order, link }: { order: OrderGroup; link: string | null }) {
  const { t } = useTranslation('orders')
  const say = useToast()
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(window.location.origin + orderAddress(order.id, link))
      say(t('order.copied'))
    } catch {
      say(t('order.notCopied'))
    }
  }
  return (
    <div className={`row row--wrap ${styles.ways}`}>
      {order.status === 'paid' && (
        <Button small onClick={() => window.print()}>
          {t('order.print')}
        </Button>
      )}
      {link && (
        <Button small onClick={() => void copy()}>
          {t('order.copy')}
        </Button>
      )}
    </div>
  )
}
