import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { ask, client } from '@/api/client'
import { cursorIn } from '@/api/cursor'
import { type Filters, groups } from './filters'

export const offersQuery = ({ q, group, comuna, order }: Filters) =>
  infiniteQueryOptions({
    queryKey: ['offers', { q, group, comuna, order }],
    queryFn: ({ pageParam, signal }) =>
      ask(
        client.GET('/api/v1/catalog/offers', {
          params: {
            query: {
              search: q || undefined,
              category: group ? groups[group].join(',') : undefined,
              comuna: comuna || undefined,
              ordering: order,
              cursor: pageParam,
            },
          },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => cursorIn(page.next),
    // What was shown stays until the next answer is there.
    placeholderData: keepPreviousData,
  })

export const facetsQuery = queryOptions({
  queryKey: ['facets'],
  queryFn: ({ signal }) => ask(client.GET('/api/v1/catalog/facets', { signal })),
  staleTime: 5 * 60_000,
})

export const offerQuery = (slug: string) =>
  queryOptions({
    queryKey: ['offer', slug],
    queryFn: ({ signal }) =>
      ask(client.GET('/api/v1/catalog/offers/{slug}', { params: { path: { slug } }, signal })),
  })

export const associationsQuery = infiniteQueryOptions({
  queryKey: ['associations'],
  queryFn: ({ pageParam, signal }) =>
    ask(client.GET('/api/v1/associations', { params: { query: { cursor: pageParam } }, signal })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => cursorIn(page.next),
})

export const associationQuery = (slug: string) =>
  queryOptions({
    queryKey: ['association', slug],
    queryFn: ({ signal }) =>
      ask(client.GET('/api/v1/associations/by-slug/{slug}', { params: { path: { slug } }, signal })),
  })

export const associationOffersQuery = (associationId: string) =>
  queryOptions({
    queryKey: ['offers', { association: associationId }],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/catalog/offers', {
          params: { query: { association: associationId, limit: 100 } },
          signal,
        }),
      ),
  })
