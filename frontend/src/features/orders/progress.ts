import type { OrderGroup, OrderStatus } from '@/api/types'

export type Progress = OrderStatus | 'ready' | 'sent' | 'handed_over'

/** How far an order is as a whole: as far as the association that is furthest behind. */
export function progressOf({ status, orders }: Pick<OrderGroup, 'status' | 'orders'>): Progress {
  if (status !== 'paid' || orders.some(({ handover }) => handover === 'waiting')) return status
  return (orders.find(({ handover }) => handover !== 'handed_over')?.handover as Progress) ?? 'handed_over'
}
