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
/** What happened stands in the history, which nobody watches for its seconds. */
const history: Read = (id) => [{ key: ['history', id], calm: 4000 }]
const workspace: Read = (id) => [{ key: ['workspace', id] }, home]
const people: Read = (id) => [
  ...workspace(id),
  ...history(id),
  { key: ['members', id] },
  { key: ['member', id] },
  { key: ['register', id] },
]
const invitations: Read = (id) => [...workspace(id), { key: ['invitations', id] }]
const statutes: Read = (id) => [...people(id), { key: ['statutes', id] }]
const all: Read = (id) => [...statutes(id), { key: ['invitations', id] }]
const mandates: Read = (id) => [{ key: ['mandates', id] }, home]
/** What the person may do has changed, or to whom she belongs: what may be done is shown anew, too. */
const standing: Read = () => [me, home, { key: ['duties'] }]
const atHome: Read = () => [home]
/** What everybody may see of associations. */
const publicPages: Read = () => [{ key: ['association'] }, { key: ['associations'], calm: 4000 }]

/** The board's lists and the applicant's: the streams of persons tell both. */
const applications: Read = () => [
  home,
  ...['applications', 'application', 'my-applications', 'my-application', 'workspace'].map((key) => ({
    key: [key],
  })),
]
const admission: Read = (id) => [...workspace(id), { key: ['admission', id] }]

export const live: LiveTable = {
  'coops.statutes_review_due': on({ association: workspace }),
  'coops.statutes_review_set': on({ association: workspace }),
  'coops.admission_changed': on({
    association: admission,
    catalog: (id) => [...publicPages(id), { key: ['admission'] }],
  }),
  'coops.application_accepted': on({ user: applications }),
  'coops.application_closed': on({ user: applications }),
  'coops.application_made': on({ user: applications }),
  'coops.application_put_to_vote': on({ user: applications }),
  'coops.application_refused': on({ user: applications }),
  'coops.application_waits_again': on({ user: applications }),
  'coops.association_changed': on({ association: workspace, catalog: publicPages }),
  'coops.association_makes_goods': on({ association: () => [me], user: standing }),
  'coops.association_dissolved': on({ association: (id) => [...people(id), me] }),
  'coops.association_suspended': on({ association: (id) => [...people(id), me], catalog: publicPages }),
  'coops.association_reinstated': on({ association: (id) => [...people(id), me], catalog: publicPages }),
  'coops.association_constituted': on({ association: (id) => [...statutes(id), me] }),
  'coops.invitation_declined': on({ association: invitations, user: atHome }),
  'coops.invitation_revoked': on({ association: invitations }),
  'coops.mandate_ended': on({ producer: mandates, user: standing }),
  'coops.mandate_given': on({ producer: mandates, user: standing }),
  'coops.mandate_offer_ended': on({ producer: mandates, user: atHome }),
  'coops.mandate_offered': on({ producer: mandates, user: atHome }),
  'coops.member_invited': on({ association: invitations }),
  'coops.member_joined': on({ association: all, user: standing }),
  'coops.member_suspended': on({ association: people, user: standing }),
  'coops.member_reinstated': on({ association: people, user: standing }),
  'coops.suspension_ended': on({ association: people, user: standing }),
  'coops.rut_changed': on({ association: (id) => [{ key: ['rut', id] }] }),
  'coops.membership_ended': on({ association: people, user: standing }),
  'coops.role_ended': on({ association: people, user: standing }),
  'coops.role_given': on({ association: people, user: standing }),
  'coops.statutes_accepted': on({ association: statutes }),
  'coops.statutes_adopted': on({ association: statutes }),
  'coops.statutes_published': on({ association: statutes }),
}

export const anew: AnewTable = {
  association: (id) => [...all(id), { key: ['admission', id] }, { key: ['rut', id] }],
  producer: mandates,
  user: (id) => [me, ...applications(id)],
}
