import type { FeedEntry } from '@/live/feed'
import type { AnewTable, LiveTable } from '@/live/table'

/** The same event stands in several streams: each kind of key follows one of them, so that it is read once. */
const on =
  (prefix: string, read: (id: string, entry: FeedEntry) => { key: string[] }[]) => (entry: FeedEntry) => {
    const [found, id] = entry.stream.split(':')
    return found === prefix && id ? read(id, entry) : []
  }
const offer = (id: string, { subject }: FeedEntry) => [
  { key: ['pools', id] },
  { key: ['pool', id, subject] },
  { key: ['activity', id, subject] },
  { key: ['insight', id], calm: 4000 },
]
const pool = on('association', offer)
const lots = on('producer', (id) => [{ key: ['lots', id] }, { key: ['products', id] }])
const products = on('producer', (id) => [
  { key: ['products', id] },
  { key: ['product', id] },
  { key: ['lots', id] },
])
// What it meant for each offer, the offer's own event says.
const covers = on('association', (id) => [{ key: ['pools', id] }])
const both = (entry: FeedEntry) => [...pool(entry), ...lots(entry)]

export const live: LiveTable = {
  'catalog.contribution_added': both,
  'catalog.contribution_withdrawn': both,
  'catalog.cover_blocked': covers,
  'catalog.cover_unblocked': covers,
  'catalog.coverage_changed': both,
  'catalog.hold_released': pool,
  'catalog.lot_created': lots,
  'catalog.lot_moved': lots,
  'catalog.offer_closed': pool,
  'catalog.offer_created': pool,
  'catalog.offer_opened': pool,
  'catalog.offer_photo_changed': pool,
  'catalog.product_changed': products,
  'catalog.product_created': products,
  'catalog.seals_required': pool,
  'catalog.units_allocated': pool,
  'catalog.units_held': pool,
  'catalog.units_lost': both,
  'catalog.units_returned': both,
  // It may have been the rule by which sales are divided.
  'decisions.proposal_took_effect': on('association', (id) => [{ key: ['pool', id] }]),
}

export const anew: AnewTable = {
  association: (id) => [
    { key: ['pools', id] },
    { key: ['pool', id] },
    { key: ['activity', id] },
    { key: ['insight', id] },
  ],
  producer: (id) => [{ key: ['lots', id] }, { key: ['products', id] }, { key: ['product', id] }],
}
