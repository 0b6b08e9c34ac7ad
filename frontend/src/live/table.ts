import type { QueryKey } from '@tanstack/react-query'
import type { FeedEntry } from './feed'

/** What to read again after an event. */
export interface Again {
  key: QueryKey
  /** Waits that many milliseconds, for what need not be instant. */
  calm?: number
  /** Only the answers in which the thing with this id stands. */
  about?: string
}

/** Event name → what to read again. Each feature has its own, in `features/<app>/live.ts`. */
export type LiveTable = Record<string, (entry: FeedEntry) => Again[]>

/** What to read again when a stream has to be read anew as a whole, by the stream's prefix. */
export type AnewTable = Record<string, (id: string) => Again[]>

interface LiveFile {
  live?: LiveTable
  anew?: AnewTable
}

const files = Object.values(import.meta.glob<LiveFile>('../features/*/live.ts', { eager: true }))

export function againAfter(entry: FeedEntry, tables: LiveFile[] = files): Again[] {
  return tables.flatMap((file) => file.live?.[entry.event]?.(entry) ?? [])
}

export function againAnew(stream: string, tables: LiveFile[] = files): Again[] {
  const [prefix = '', id = ''] = stream.split(':', 2)
  return tables.flatMap((file) => file.anew?.[prefix]?.(id) ?? [])
}

/** Does the thing with this id stand in an answer: the thing itself, a page or pages of things? */
export function mentions(data: unknown, id: string): boolean {
  if (Array.isArray(data)) return data.some((one) => mentions(one, id))
  if (typeof data !== 'object' || data === null) return false
  const { id: own, results, pages } = data as { id?: unknown; results?: unknown; pages?: unknown }
  return own === id || mentions(results, id) || mentions(pages, id)
}
