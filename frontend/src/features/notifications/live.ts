import type { AnewTable, LiveTable } from '@/live/table'

/** The lines and what was opened of them, and the number on the bell. */
const inbox = () => [{ key: ['inbox'] }, { key: ['me'] }]

export const live: LiveTable = {
  'notifications.item_added': inbox,
  'notifications.items_read': inbox,
}

export const anew: AnewTable = { user: inbox }
