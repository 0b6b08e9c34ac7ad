import type { FeedEntry } from '@/live/feed'
import type { AnewTable, LiveTable } from '@/live/table'

/** The same event stands in the buyer's streams too: it is read once. */
const sales = ({ stream }: FeedEntry) => {
  const [prefix, id] = stream.split(':')
  return prefix === 'association' && id ? [{ key: ['sales', id] }] : []
}

export const live: LiveTable = {
  'orders.goods_released': sales,
  'orders.goods_returned': sales,
  'orders.goods_stopped': sales,
  'orders.handover_step_taken': sales,
  'orders.handover_step_undone': sales,
  'orders.order_expired': sales,
  'orders.order_paid': sales,
  'orders.order_placed': sales,
  'orders.order_refunded': sales,
}

export const anew: AnewTable = {
  association: (id) => [{ key: ['sales', id] }],
}
