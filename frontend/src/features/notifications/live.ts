import type { AnewTable, LiveTable } from '@/live/table'

const inbox = () => [{ key: ['inbox'] }, { key: ['me'] }]

export const live: LiveTable = {
  'notifications.item_added': inbox,
  'notifications.items_read': inbox,
}

export const anew: AnewTable = { user: inbox }
