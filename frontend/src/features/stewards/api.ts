import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { ask, client } from '@/api/client'
import { cursorIn } from '@/api/cursor'

/**
 * These pages ask again every few seconds instead of listening to the live feed: they must tell when the
 * feed itself stands still.
 */
const often = { refetchInterval: 5_000, staleTime: 0 }

export const overviewQuery = queryOptions({
  queryKey: ['stewards', 'overview'],
  queryFn: ({ signal }) => ask(client.GET('/api/v1/stewards/overview', { signal })),
  ...often,
})

export const parkedQuery = queryOptions({
  queryKey: ['stewards', 'parked'],
  queryFn: ({ signal }) => ask(client.GET('/api/v1/stewards/parked', { signal })),
  ...often,
})

export const tasksQuery = queryOptions({
  queryKey: ['stewards', 'tasks'],
  queryFn: ({ signal }) => ask(client.GET('/api/v1/stewards/tasks', { signal })),
  ...often,
})

export const mailsQuery = queryOptions({
  queryKey: ['stewards', 'mails'],
  queryFn: ({ signal }) => ask(client.GET('/api/v1/stewards/mails', { signal })),
  ...often,
})

export const paymentsQuery = queryOptions({
  queryKey: ['stewards', 'payments'],
  queryFn: ({ signal }) => ask(client.GET('/api/v1/stewards/payments', { signal })),
  ...often,
})

export const readingsQuery = infiniteQueryOptions({
  queryKey: ['stewards', 'readings'],
  queryFn: ({ pageParam, signal }) =>
    ask(client.GET('/api/v1/stewards/readings', { params: { query: { cursor: pageParam } }, signal })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => cursorIn(page.next),
})

export const actsQuery = infiniteQueryOptions({
  queryKey: ['stewards', 'acts'],
  queryFn: ({ pageParam, signal }) =>
    ask(client.GET('/api/v1/stewards/acts', { params: { query: { cursor: pageParam } }, signal })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => cursorIn(page.next),
})

export const looksQuery = (associationId: string) =>
  infiniteQueryOptions({
    queryKey: ['looks', associationId],
    queryFn: ({ pageParam, signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/looks', {
          params: { path: { association_id: associationId }, query: { cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => cursorIn(page.next),
  })
