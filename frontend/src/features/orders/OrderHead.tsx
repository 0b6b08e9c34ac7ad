import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import type { OrderGroup } from '@/api/types'
import { useCommand } from '@/api/useCommand'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Icon, type IconName } from '@/ui/Icon'
import { Title } from '@/ui/Title'
import styles from './OrderHead.module.css'
import { type Progress, progressOf } from './progress'

const icons: Record<Progress, IconName> = {
  pending: 'clock',
  paid: 'check',
  ready: 'basket',
  sent: 'truck',
  handed_over: 'check',
  came_back: 'undo',
  expired: 'undo',
  refunding: 'undo',
  refunded: 'undo',
}

/** What became of the payment, in one sentence, and what to do where there is something to do. */
export function OrderHead({ order, link }: { order: OrderGroup; link: string | null }) {
  const { t } = useTranslation('orders')
  const format = useFormat()
  const progress = progressOf(order)
  const firstName = order.contact_name.trim().split(/\s+/)[0] ?? ''
  const stopped = order.refunds.some(({ reason }) => reason === 'shortage')
  const said = {
    name: firstName,
    total: format.pesos(order.total_clp),
    until: order.expires_at ? format.clock(order.expires_at) : '',
    when: format.onWhen(order.paid_at ?? order.placed_at),
  }
  return (
    <div className={`wrap ${styles.head}`}>
      <div role="status">
        <span className={`${styles.sign} ${order.status === 'paid' ? styles.paid : ''}`}>
          <Icon name={icons[progress]} />
        </span>
        <Title className={`name ${styles.title}`} page={t('order.number', { number: order.number })}>
          {t(`order.title.${progress}`, said)}
        </Title>
        <p className={`soft ${styles.detail}`}>
          {t(
            `order.detail.${stopped && (progress === 'refunding' || progress === 'refunded') ? (`${progress}Stopped` as const) : progress}`,
            said,
          )}
        </p>
      </div>
      {order.refunds
        .filter(({ reason }) => reason === 'paid_twice')
        .map((refund) => (
          <p key={refund.requested_at} className={styles.twice}>
            {t(refund.done_at ? 'order.paidTwiceDone' : 'order.paidTwice', {
              amount: format.pesos(refund.amount_clp),
            })}
          </p>
        ))}
      {order.can.includes('orders_pay') && <PayAgain order={order} link={link} />}
    </div>
  )
}

function PayAgain({ order, link }: { order: OrderGroup; link: string | null }) {
  const { t } = useTranslation('orders')
  const format = useFormat()
  const queries = useQueryClient()
  const pay = useCommand({
    mutationFn: () =>
      ask(
        client.POST('/api/v1/orders/{order_group_id}/pay', {
          params: { path: { order_group_id: order.id }, query: { link: link ?? undefined } },
        }),
      ),
    onSuccess({ payment_url: page }) {
      if (page) window.location.assign(page)
    },
    onError: () => void queries.invalidateQueries({ queryKey: ['order', order.id] }),
  })
  const problem = useProblem(pay.error)
  const leaving = pay.isSuccess && pay.data.payment_url !== null
  const silent = pay.isSuccess && pay.data.payment_url === null
  return (
    <div className={styles.again}>
      <Button look="go" icon="lock" busy={pay.isPending || leaving} onClick={() => pay.mutate()}>
        {t(order.status === 'pending' ? 'order.pay' : 'order.payAgain', {
          total: format.pesos(order.total_clp),
        })}
      </Button>
      {(problem || silent) && <p role="alert">{problem?.detail ?? t('order.silent')}</p>}
    </div>
  )
}
