import type { FeedEntry } from '@/live/feed'
import type { Again, AnewTable, LiveTable } from '@/live/table'

const forMember = (id: string): Again[] => [{ key: ['own-helpers', id] }, { key: ['own-helped-acts', id] }]
/** The board and the helper hear it in their own streams. */
const forMe: Again[] = [{ key: ['helpers'] }, { key: ['helped-acts'] }, { key: ['my-helps'] }]

const changed = ({ stream }: FeedEntry): Again[] => {
  const [prefix = '', id = ''] = stream.split(':', 2)
  return prefix === 'producer' ? forMember(id) : forMe
}

export const live: LiveTable = {
  'helpers.act_recorded': changed,
  'helpers.consent_ends_soon': changed,
  'helpers.contact_changed': changed,
  'helpers.helper_accepted': changed,
  'helpers.helper_ended': changed,
  'helpers.helper_named': changed,
  'helpers.receipts_given': changed,
}

export const anew: AnewTable = {
  producer: forMember,
  user: () => forMe,
}
