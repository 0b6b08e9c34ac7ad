import type { FeedEntry } from '@/live/feed'
import type { AnewTable, LiveTable } from '@/live/table'

/** The association in whose stream an entry stands; nothing for other streams. */
const about = (read: (id: string) => { key: string[] }[]) => (entry: FeedEntry) => {
  const [prefix, id] = entry.stream.split(':')
  return prefix === 'association' && id ? read(id) : []
}
const workspace = (id: string) => [{ key: ['workspace', id] }]
const people = (id: string) => [...workspace(id), { key: ['members', id] }]
const invitations = (id: string) => [...workspace(id), { key: ['invitations', id] }]
const all = (id: string) => [...people(id), { key: ['invitations', id] }]

export const live: LiveTable = {
  'coops.association_constituted': about((id) => [...people(id), { key: ['me'] }]),
  'coops.invitation_revoked': about(invitations),
  'coops.member_invited': about(invitations),
  'coops.member_joined': about(all),
  'coops.membership_ended': about(people),
  'coops.role_ended': about(people),
  'coops.role_given': about(people),
  'coops.statutes_accepted': about(people),
  'coops.statutes_published': about(people),
}

export const anew: AnewTable = { association: all }
