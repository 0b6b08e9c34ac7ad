import { type Query, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import { onPosition } from '@/api/client'
import { Calm } from './calm'
import { Feed, type FeedEntry, type FeedState, type Line } from './feed'
import { againAfter, againAnew, mentions } from './table'

type EntryListener = (entry: FeedEntry) => void

interface Live {
  feed: Feed
  state(): FeedState
  onState(listener: () => void): () => void
  onEntry(listener: EntryListener): () => void
}

const LiveContext = createContext<Live | null>(null)

function connect(): Line {
  const scheme = window.location.protocol === 'https:' ? 'wss:' : 'ws:'
  return new WebSocket(`${scheme}//${window.location.host}/ws/v1/feed`) as unknown as Line
}

/** One socket for the whole app. Entries become reads of what they touch. */
export function LiveProvider({ children, dial = connect }: { children: ReactNode; dial?: () => Line }) {
  const queries = useQueryClient()
  const [live] = useState<Live>(() => {
    let state: FeedState = 'idle'
    const stateListeners = new Set<() => void>()
    const entryListeners = new Set<EntryListener>()
    const calm = new Calm(({ key, about }) => {
      const predicate = about ? (query: Query) => mentions(query.state.data, about) : undefined
      void queries.invalidateQueries({ queryKey: key, predicate })
    })
    const feed = new Feed(
      {
        entry(entry) {
          for (const again of againAfter(entry)) calm.add(again)
          for (const listener of entryListeners) listener(entry)
        },
        anew(streams) {
          for (const stream of streams) for (const again of againAnew(stream)) calm.add(again)
        },
        state(next) {
          state = next
          for (const listener of stateListeners) listener()
        },
        denied(stream) {
          for (const again of againAnew(stream)) calm.add(again)
        },
        signedOut() {
          calm.add({ key: ['me'] })
        },
      },
      { connect: dial },
    )
    onPosition((stream, seq) => feed.readAt(stream, seq))
    return {
      feed,
      state: () => state,
      onState(listener) {
        stateListeners.add(listener)
        return () => stateListeners.delete(listener)
      },
      onEntry(listener) {
        entryListeners.add(listener)
        return () => entryListeners.delete(listener)
      },
    }
  })
  useEffect(() => {
    const wake = () => {
      if (document.visibilityState === 'visible') live.feed.wake()
    }
    window.addEventListener('online', wake)
    document.addEventListener('visibilitychange', wake)
    return () => {
      window.removeEventListener('online', wake)
      document.removeEventListener('visibilitychange', wake)
    }
  }, [live])
  return <LiveContext value={live}>{children}</LiveContext>
}

function useLiveContext(): Live {
  const live = useContext(LiveContext)
  if (!live) throw new Error('LiveProvider is missing')
  return live
}

export interface Follow {
  stream: string
  /** A guest's signed token for this stream. */
  link?: string | null
}

/** Follow streams while the component is on the screen. Names or `{stream, link}`; falsy ones are left out. */
export function useLive(streams: (string | Follow | null | undefined | false)[]): void {
  const { feed } = useLiveContext()
  // As text, so that a new array with the same streams changes nothing.
  const wanted = JSON.stringify(
    streams
      .filter((one) => !!one)
      .map((one) => (typeof one === 'string' ? { stream: one } : (one as Follow))),
  )
  useEffect(() => {
    const leave = (JSON.parse(wanted) as Follow[]).map(({ stream, link }) =>
      feed.follow(stream, link ?? null),
    )
    return () => {
      for (const one of leave) one()
    }
  }, [feed, wanted])
}

/** Is the line up? `idle` means that nothing on the screen is live. */
export function useLiveState(): FeedState {
  const live = useLiveContext()
  return useSyncExternalStore(live.onState, live.state)
}

/** Hear every entry while the component is on the screen, to tell of it in words. */
export function useLiveEntries(listener: EntryListener): void {
  const live = useLiveContext()
  useEffect(() => live.onEntry(listener), [live, listener])
}

/** After signing in or out, what may be followed has changed. */
export function useLiveRestart(): () => void {
  const { feed } = useLiveContext()
  return () => feed.restart()
}
