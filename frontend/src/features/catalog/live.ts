import type { FeedEntry } from '@/live/feed'
import type { AnewTable, LiveTable } from '@/live/table'

// Every visitor of the catalog hears of every sale. One offer's page follows at once; lists wait a while,
// and not all visitors for the same while, so that a sale is no storm of reads.
const lists = () => 4000 + Math.random() * 4000

const stock = ({ subject }: FeedEntry) => [
  { key: ['offer'], about: subject },
  { key: ['offers'], about: subject, calm: lists() },
]
const shown = () => [
  { key: ['offer'] },
  { key: ['offers'], calm: lists() },
  { key: ['facets'], calm: lists() },
  { key: ['producers'], calm: lists() },
  { key: ['producer-page'], calm: lists() },
]

export const live: LiveTable = {
  'catalog.offer_created': shown,
  'catalog.offer_opened': shown,
  'catalog.offer_closed': shown,
  'catalog.offer_photo_changed': stock,
  'catalog.contribution_added': stock,
  'catalog.contribution_withdrawn': stock,
  'catalog.units_held': stock,
  'catalog.hold_released': stock,
  'catalog.units_allocated': stock,
  'catalog.coverage_changed': stock,
  'catalog.seals_required': stock,
}

export const anew: AnewTable = {
  catalog: shown,
}
