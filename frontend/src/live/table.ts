import type { QueryKey } from '@tanstack/react-query'
import type { FeedEntry } from './feed'

/** What to read again after an event. `calm` waits that many milliseconds, for what need not be instant. */
export interface Again {
  key: QueryKey
  calm?: number
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
