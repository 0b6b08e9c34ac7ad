import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { useMe } from '@/api/me'
import { useLiveState } from '@/live/LiveProvider'
import type { Command } from './command'
import { areCommandsRead, commandsNow, onCommandEnd, onCommands } from './state'

/** Every command of the person on this device that has not been forgotten yet. */
export function useCommands(): Command[] {
  return useSyncExternalStore(onCommands, commandsNow)
}

/** Whether it is known what waits: a guest has no queue, and a person's is read a moment after she is known. */
export function useIsQueueKnown(): boolean {
  const me = useMe()
  const read = useSyncExternalStore(onCommands, areCommandsRead)
  return me !== undefined && (!me.person || read)
}

/** How many wait, and how many were refused and need her word. */
export function useWaiting(): { waiting: number; refused: number } {
  const commands = useCommands()
  const of = (state: Command['state']) => commands.filter((command) => command.state === state).length
  return { waiting: of('waiting'), refused: of('refused') }
}

type Line = typeof import('./line')

/** Once somebody has been signed in on this page. */
let line: Promise<Line> | null = null

const wake = () => void line?.then(({ wakeLine }) => wakeLine())

/** Keeps the queue going while the app is open: once, at the root. */
export function useLine(): void {
  const queries = useQueryClient()
  const me = useMe()
  const person = me && (me.person?.id ?? null)
  const live = useLiveState()
  useEffect(() => {
    // Until it is known who is there, nothing goes out; a guest has no queue.
    if (person === undefined || (person === null && !line)) return
    line ??= import('./line')
    line.then(
      ({ ownedBy }) => ownedBy(person),
      () => {
        // Without signal, and not kept yet: the next page asks again.
        line = null
      },
    )
  }, [person])
  useEffect(() => {
    if (live === 'live') wake()
  }, [live])
  useEffect(() => {
    const seen = () => {
      if (document.visibilityState === 'visible') wake()
    }
    window.addEventListener('online', wake)
    document.addEventListener('visibilitychange', seen)
    const stop = onCommandEnd(({ touches }) => {
      for (const queryKey of [...touches, ['me']]) void queries.invalidateQueries({ queryKey })
    })
    return () => {
      window.removeEventListener('online', wake)
      document.removeEventListener('visibilitychange', seen)
      stop()
    }
  }, [queries])
}
