import { useCallback } from 'react'
import type { FeedEntry } from '@/live/feed'
import { useLiveEntries } from '@/live/LiveProvider'

/** The moment in which the last founder accepts, for whoever is looking. */
export function useConstituted(associationId: string, then: () => void): void {
  const hear = useCallback(
    (entry: FeedEntry) => {
      if (entry.event === 'coops.association_constituted' && entry.subject === associationId) then()
    },
    [associationId, then],
  )
  useLiveEntries(hear)
}
