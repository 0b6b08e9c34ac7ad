/**
 * What a person has read stays readable without signal, on her device and for her alone: answers are kept with whose they
 * are, and forgotten as soon as somebody else (or nobody) is signed in.
 */
import { hashKey, type Query, type QueryClient, type QueryKey } from '@tanstack/react-query'
import type { Me } from '@/api/types'
import { readStored, writeStored } from '@/lib/stored'
import { lasting, type Table } from './store'

interface Answer {
  id?: number
  owner: string
  key: QueryKey
  data: unknown
  at: number
}

/** What is kept, by the first part of its key. Anything else is not: links, secrets, stewards' work, baskets. */
const readable = new Set([
  'activity',
  'association',
  'associations',
  'certificate',
  'certificates',
  'facets',
  'facts',
  'history',
  'home',
  'inbox',
  'insight',
  'lots',
  'me',
  'members',
  'my-orders',
  'offer',
  'offers',
  'own-seals',
  'pool',
  'pools',
  'producer-page',
  'producers',
  'product',
  'products',
  'register',
  'sales',
  'seal',
  'seals',
  'workspace',
])
const nobody = 'guest'
const mostAnswers = 120
const longest = 200_000
const pause = 800
/** Nothing waits longer for a slow disk: the answers then come over the line, if there is one. */
const patience = () => (navigator.onLine ? 400 : 15_000)
const month = 30 * 24 * 3_600_000

const table: Table<Answer> = lasting<Answer>('answers')
const ids = new Map<string, number>()
let reader: string | null = null

const ownerOf = (me: Me | undefined) => me?.person?.id ?? nobody

/** Puts what was kept into the cache, with its age, before anything is drawn; and keeps what is read from now on. */
export async function startKept(queries: QueryClient): Promise<void> {
  reader = readStored('reader')
  await Promise.race([restore(queries), new Promise((resolve) => setTimeout(resolve, patience()))]).catch(
    () => undefined,
  )
  follow(queries)
}

async function restore(queries: QueryClient): Promise<void> {
  const rows = await table.all()
  const own = rows.filter(({ owner, at }) => owner === reader && at > Date.now() - month)
  const old = new Set<string>()
  for (const row of own.sort((one, other) => one.at - other.at)) {
    const hash = hashKey(row.key)
    const older = ids.get(hash)
    if (older !== undefined) void table.remove(older)
    if (row.id !== undefined) ids.set(hash, row.id)
    if (queries.getQueryData(row.key) !== undefined) continue
    queries.setQueryData(row.key, row.data, { updatedAt: row.at })
    old.add(hash)
  }
  // Kept is old, however lately it was read: whoever shows it asks again.
  void queries.invalidateQueries({ refetchType: 'none', predicate: ({ queryHash }) => old.has(queryHash) })
  for (const row of rows) if (!own.includes(row) && row.id !== undefined) void table.remove(row.id)
}

function follow(queries: QueryClient): void {
  const restored = new Set(ids.keys())
  const due = new Map<string, QueryKey>()
  let planned = false
  const write = async () => {
    planned = false
    const keys = [...due.values()]
    due.clear()
    for (const key of keys) await keep(queries, key).catch(() => undefined)
  }
  const hear = ({ queryKey, queryHash, state }: Query) => {
    if (queryKey[0] === 'me') change(queries, ownerOf(state.data as Me | undefined))
    if (!readable.has(String(queryKey[0]))) return
    due.set(queryHash, queryKey)
    if (!planned) setTimeout(() => void write(), pause)
    planned = true
  }
  const cache = queries.getQueryCache()
  cache.subscribe((event) => {
    if (event.type === 'updated' && event.action.type === 'success') hear(event.query)
  })
  // What came before anything was kept on this device; who reads it, first.
  const there = cache
    .getAll()
    .filter(({ state, queryHash }) => state.data !== undefined && !restored.has(queryHash))
  for (const query of there.sort((one) => (one.queryKey[0] === 'me' ? -1 : 1))) hear(query)
}

async function keep(queries: QueryClient, key: QueryKey): Promise<void> {
  const state = queries.getQueryState(key)
  // Another tab may have signed out meanwhile.
  if (!state?.data || reader === null || readStored('reader') !== reader) return
  if (JSON.stringify(state.data).length > longest) return
  const hash = hashKey(key)
  const id = ids.get(hash)
  const row = { owner: reader, key, data: state.data, at: state.dataUpdatedAt, ...(id && { id }) }
  ids.delete(hash)
  ids.set(hash, await table.put(row))
  for (const [old, oldId] of [...ids].slice(0, Math.max(0, ids.size - mostAnswers))) {
    ids.delete(old)
    await table.remove(oldId)
  }
}

/** Somebody else is there: what the one before read is gone before anything of it can be shown again. */
function change(queries: QueryClient, owner: string): void {
  if (owner === reader) return
  const former = reader
  reader = owner
  writeStored('reader', owner)
  ids.clear()
  void table.clear()
  if (former === null || former === nobody) return
  void import('./line').then(({ forgetDone }) => forgetDone())
  void queries.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' })
}
