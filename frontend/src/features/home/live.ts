import type { FeedEntry } from '@/live/feed'
import type { Again, LiveTable } from '@/live/table'

const home: Again[] = [{ key: ['home'] }]
// A day of many orders is a few reads: who sold what comes as a notice, at once.
const slowly: Again[] = [{ key: ['home'], calm: 3000 }]

const soon = () => home
/** The public catalog speaks of every association; Home of mine alone. */
const mine = ({ stream }: FeedEntry) => (stream === 'catalog' ? [] : slowly)

/** What the associations themselves tell stands in the table of coops. */
export const live: LiveTable = {
  'catalog.contribution_added': mine,
  'catalog.contribution_withdrawn': mine,
  'catalog.lot_created': mine,
  'catalog.offer_closed': mine,
  'catalog.offer_created': mine,
  'catalog.offer_opened': mine,
  'catalog.units_allocated': mine,
  'notifications.item_added': soon,
}
