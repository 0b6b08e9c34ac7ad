import type { FeedEntry } from '@/live/feed'
import type { Again, AnewTable, LiveTable } from '@/live/table'

type Read = (id: string, entry: FeedEntry) => Again[]

/** The same event stands in several streams: each stream makes its own keys stale. */
const on = (streams: Record<string, Read>) => (entry: FeedEntry) => {
  const [prefix = '', id = ''] = entry.stream.split(':', 2)
  return streams[prefix]?.(id, entry) ?? []
}

const home: Again = { key: ['home'] }
const me: Again = { key: ['me'] }
const workspace: Read = (id) => [{ key: ['workspace', id] }, home]
const people: Read = (id) => [...workspace(id, noEntry), { key: ['members', id] }, { key: ['member', id] }]
const invitations: Read = (id) => [...workspace(id, noEntry), { key: ['invitations', id] }]
const statutes: Read = (id) => [...people(id, noEntry), { key: ['statutes', id] }]
const all: Read = (id) => [...statutes(id, noEntry), { key: ['invitations', id] }]
const mandates: Read = (id) => [{ key: ['mandates', id] }, home]
/** What the person may do has changed, or to whom she belongs. */
const standing: Read = () => [me, home]
const noEntry: FeedEntry = { stream: '', seq: 0, event: '', subject: '', at: '' }

export const live: LiveTable = {
  'coops.association_changed': on({ association: workspace }),
  'coops.association_constituted': on({ association: (id, entry) => [...statutes(id, entry), me] }),
  'coops.invitation_declined': on({ association: invitations, user: () => [home] }),
  'coops.invitation_revoked': on({ association: invitations }),
  'coops.mandate_ended': on({ producer: mandates, user: standing }),
  'coops.mandate_given': on({ producer: mandates, user: standing }),
  'coops.mandate_offer_ended': on({ producer: mandates, user: () => [home] }),
  'coops.mandate_offered': on({ producer: mandates, user: () => [home] }),
  'coops.member_invited': on({ association: invitations }),
  'coops.member_joined': on({ association: all, user: standing }),
  'coops.membership_ended': on({ association: people, user: standing }),
  'coops.role_ended': on({ association: people, user: standing }),
  'coops.role_given': on({ association: people, user: standing }),
  'coops.statutes_accepted': on({ association: statutes }),
  'coops.statutes_published': on({ association: statutes }),
}

export const anew: AnewTable = {
  association: (id) => all(id, noEntry),
  producer: (id) => mandates(id, noEntry),
  user: () => [me, home],
}
