import { infiniteQueryOptions, keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query'
import { ask, client } from '@/api/client'
import { cursorIn } from '@/api/cursor'
import type { OfferCard } from '@/api/types'
import { type Filters, groups } from './filters'

const asked = ({ q, group, comuna, seller, season, left, upTo }: Filters) => ({
  search: q || undefined,
  category: group ? groups[group].join(',') : undefined,
  comuna: comuna || undefined,
  association_slug: seller || undefined,
  in_season: season || undefined,
  available: left || undefined,
  max_price_clp: upTo || undefined,
})

export const offersQuery = (filters: Filters) =>
  infiniteQueryOptions({
    queryKey: ['offers', filters],
    queryFn: ({ pageParam, signal }) =>
      ask(
        client.GET('/api/v1/catalog/offers', {
          params: { query: { ...asked(filters), ordering: filters.order, cursor: pageParam } },
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

/** How many there are of each choice under these filters, each count without its own. */
export const facetsUnder = (filters: Filters) =>
  queryOptions({
    queryKey: ['facets', { ...filters, order: undefined }],
    queryFn: ({ signal }) =>
      ask(client.GET('/api/v1/catalog/facets', { params: { query: asked(filters) }, signal })),
    placeholderData: keepPreviousData,
  })

export const territoryQuery = queryOptions({
  queryKey: ['facets', 'territory'],
  queryFn: ({ signal }) => ask(client.GET('/api/v1/catalog/territory', { signal })),
  staleTime: 60_000,
})

export const producersQuery = (comuna: string) =>
  infiniteQueryOptions({
    queryKey: ['producers', { comuna }],
    queryFn: ({ pageParam, signal }) =>
      ask(
        client.GET('/api/v1/catalog/producers', {
          params: { query: { comuna: comuna || undefined, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => cursorIn(page.next),
    placeholderData: keepPreviousData,
  })

export const producerQuery = (id: string) =>
  queryOptions({
    queryKey: ['producer-page', id],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/catalog/producers/{producer_id}', {
          params: { path: { producer_id: id } },
          signal,
        }),
      ),
  })

export const offerQuery = (slug: string) =>
  queryOptions({
    queryKey: ['offer', slug],
    queryFn: ({ signal }) =>
      ask(client.GET('/api/v1/catalog/offers/{slug}', { params: { path: { slug } }, signal })),
  })

interface Listed {
  results: OfferCard[]
}

/** What a list that was read said of an offer. */
export function cardOf(queries: QueryClient, slug: string): OfferCard | undefined {
  const lists = queries.getQueriesData<Listed | { pages: Listed[] }>({ queryKey: ['offers'] })
  return lists
    .flatMap(([, data]) => (!data ? [] : 'pages' in data ? data.pages : [data]))
    .flatMap(({ results }) => results)
    .find((card) => card.slug === slug)
}

export const associationsQuery = (comuna: string) =>
  infiniteQueryOptions({
    queryKey: ['associations', { comuna }],
    queryFn: ({ pageParam, signal }) =>
      ask(
        client.GET('/api/v1/associations', {
          params: { query: { comuna: comuna || undefined, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => cursorIn(page.next),
    placeholderData: keepPreviousData,
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
