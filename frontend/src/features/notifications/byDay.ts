import type { InboxItem } from '@/api/memberTypes'
import { dayOf } from '@/lib/moments'

export interface Day {
  /** The newest moment of the day, for its name. */
  at: string
  items: InboxItem[]
}

/** Items, newest first, in days of the region. */
export function byDay(items: InboxItem[]): Day[] {
  const days: Day[] = []
  let last = ''
  for (const item of items) {
    const day = dayOf(item.created_at)
    if (day !== last) days.push({ at: item.created_at, items: [] })
    days.at(-1)?.items.push(item)
    last = day
  }
  return days
}
