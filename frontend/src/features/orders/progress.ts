import type { OrderGroup, OrderStatus } from '@/api/types'
import { allBack } from '@/lib/allBack'

export type Progress = OrderStatus | 'ready' | 'sent' | 'handed_over' | 'came_back'

/** How far an order is as a whole: as far as the association that is furthest behind. What came back whole waits for nothing. */
export function progressOf({ status, orders }: Pick<OrderGroup, 'status' | 'orders'>): Progress {
  if (status !== 'paid') return status
  const theirs = orders.filter((order) => !allBack(order))
  if (theirs.length === 0) return 'came_back'
  const behind = (['waiting', 'ready', 'sent'] as const).find((step) =>
    theirs.some(({ handover }) => handover === step),
  )
  return behind === 'waiting' ? status : (behind ?? 'handed_over')
}
