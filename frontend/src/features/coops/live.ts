import type { FeedEntry } from '@/live/feed'
import type { Again, AnewTable, LiveTable } from '@/live/table'

type Read = (id: string) => Again[]

/** The same event stands in several streams: each stream makes its own keys stale. */
const on = (streams: Record<string, Read>) => (entry: FeedEntry) => {
  const [prefix = '', id = ''] = entry.stream.split(':', 2)
  return streams[prefix]?.(id) ?? []
}

const home: Again = { key: ['home'] }
const me: Again = { key: ['me'] }
const workspace: Read = (id) => [{ key: ['workspace', id] }, home]
const people: Read = (id) => [...workspace(id), { key: ['members', id] }, { key: ['member', id] }]
const invitations: Read = (id) => [...workspace(id), { key: ['invitations', id] }]
const statutes: Read = (id) => [...people(id), { key: ['statutes', id] }]
const all: Read = (id) => [...statutes(id), { key: ['invitations', id] }]
const mandates: Read = (id) => [{ key: ['mandates', id] }, home]
/** What the person may do has changed, or to whom she belongs: what may be done is shown anew, too. */
const standing: Read = () => [me, home, { key: ['duties'] }]
const atHome: Read = () => [home]
/** What everybody may see of associations. */
const publicPages: Read = () => [{ key: ['association'] }, { key: ['associations'], calm: 4000 }]

export const live: LiveTable = {
  'coops.association_changed': on({ association: workspace, catalog: publicPages }),
  'coops.association_dissolved': on({ association: (id) => [...people(id), me] }),
  'coops.association_constituted': on({ association: (id) => [...statutes(id), me] }),
  'coops.invitation_declined': on({ association: invitations, user: atHome }),
  'coops.invitation_revoked': on({ association: invitations }),
  'coops.mandate_ended': on({ producer: mandates, user: standing }),
  'coops.mandate_given': on({ producer: mandates, user: standing }),
  'coops.mandate_offer_ended': on({ producer: mandates, user: atHome }),
  'coops.mandate_offered': on({ producer: mandates, user: atHome }),
  'coops.member_invited': on({ association: invitations }),
  'coops.member_joined': on({ association: all, user: standing }),
  'coops.membership_ended': on({ association: people, user: standing }),
  'coops.role_ended': on({ association: people, user: standing }),
  'coops.role_given': on({ association: people, user: standing }),
  'coops.statutes_accepted': on({ association: statutes }),
  'coops.statutes_adopted': on({ association: statutes }),
  'coops.statutes_published': on({ association: statutes }),
}

export const anew: AnewTable = {
  association: all,
  producer: mandates,
  user: () => [me, home],
}
