import type { AnewTable, LiveTable } from '@/live/table'

const order = ({ subject }: { subject: string }) => [{ key: ['order', subject] }, { key: ['my-orders'] }]
const basket = () => [{ key: ['basket'] }]

export const live: LiveTable = {
  // What stood in a basket may have been given back with its certificate.
  'catalog.coverage_changed': basket,
  'orders.order_placed': order,
  'orders.order_paid': order,
  'orders.order_expired': (entry) => [...order(entry), ...basket()],
  'orders.order_refunded': order,
  'orders.goods_stopped': order,
  'orders.goods_released': order,
  'orders.handover_step_taken': order,
  'orders.handover_step_undone': order,
  'orders.goods_returned': order,
}

export const anew: AnewTable = {
  order: (id) => [{ key: ['order', id] }],
  user: () => [{ key: ['my-orders'] }],
}
