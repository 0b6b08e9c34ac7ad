import type { FeedEntry } from '@/live/feed'
import type { AnewTable, LiveTable } from '@/live/table'

/** The entry's subject is the proposal. */
const proposal = (entry: FeedEntry) => {
  const [prefix, id] = entry.stream.split(':')
  if (prefix !== 'association' || !id) return []
  return [{ key: ['proposals', id] }, { key: ['proposal', id, entry.subject] }]
}
/** How it stands is said on the agenda of its assembly, too. */
const onAgenda = (entry: FeedEntry) => [...proposal(entry), ...assemblies(entry)]
/** What was decided stands in the association's history, too. */
const decided = (entry: FeedEntry) => [
  ...onAgenda(entry),
  { key: ['history', entry.stream.split(':')[1] ?? ''], calm: 4000 },
]
const turnout = (entry: FeedEntry) => proposal(entry).map((stale) => ({ ...stale, calm: 1000 }))
const comments = (entry: FeedEntry) => {
  const [prefix, id] = entry.stream.split(':')
  return prefix === 'association' && id
    ? [{ key: ['comments', id, entry.subject] }, { key: ['proposal', id, entry.subject] }]
    : []
}
const assemblies = (entry: FeedEntry) => {
  const [prefix, id] = entry.stream.split(':')
  return prefix === 'association' && id ? [{ key: ['assemblies', id] }] : []
}
const proxies = () => [{ key: ['proxies'] }, { key: ['proposals'] }, { key: ['proposal'] }]

export const live: LiveTable = {
  'decisions.assembly_called': assemblies,
  'decisions.assembly_cancelled': assemblies,
  'decisions.assembly_changed': assemblies,
  'decisions.comment_made': comments,
  'decisions.proposal_decided': decided,
  'decisions.proposal_made': onAgenda,
  'decisions.proposal_not_effective': decided,
  'decisions.proposal_opened': onAgenda,
  'decisions.proposal_took_effect': (entry) => [
    ...decided(entry),
    { key: ['voting-rules', entry.stream.split(':')[1] ?? ''] },
  ],
  'decisions.proposal_withdrawn': onAgenda,
  'decisions.proxy_given': proxies,
  'decisions.proxy_revoked': proxies,
  'decisions.second_call_opened': proposal,
  'decisions.turnout_changed': turnout,
}

export const anew: AnewTable = {
  association: (id) =>
    ['proposals', 'proposal', 'assemblies', 'comments', 'voting-rules'].map((key) => ({ key: [key, id] })),
  producer: proxies,
}
