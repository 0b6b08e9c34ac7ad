import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { ask, client } from '@/api/client'
import { cursorIn } from '@/api/cursor'
import type { Period } from './asked'

const first = undefined as string | undefined

interface Which {
  offer?: string
  waiting?: boolean
}

/** Both kinds of reading begin with the association, so that one event makes both stale. */
export const salesQuery = (associationId: string, { offer, waiting }: Which = {}) =>
  infiniteQueryOptions({
    queryKey: ['sales', associationId, 'orders', { offer, waiting }],
    queryFn: ({ pageParam, signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/orders', {
          params: {
            path: { association_id: associationId },
            query: { cursor: pageParam, offer, waiting: waiting || undefined },
          },
          signal,
        }),
      ),
    initialPageParam: first,
    getNextPageParam: (page) => cursorIn(page.next),
    placeholderData: keepPreviousData,
  })

export const sumsQuery = (associationId: string, period: Period, offer?: string) =>
  queryOptions({
    queryKey: ['sales', associationId, 'sums', { period, offer }],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/sales', {
          params: { path: { association_id: associationId }, query: { period, offer } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  })
