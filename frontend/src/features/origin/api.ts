import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { ask, client } from '@/api/client'
import { cursorIn } from '@/api/cursor'

const first = undefined as string | undefined

export const sealsQuery = queryOptions({
  queryKey: ['seals'],
  queryFn: ({ signal }) => ask(client.GET('/api/v1/seals', { params: { query: { limit: 100 } }, signal })),
})

export const sealQuery = (slug: string) =>
  queryOptions({
    queryKey: ['seal', slug],
    queryFn: ({ signal }) =>
      ask(client.GET('/api/v1/seals/{seal_slug}', { params: { path: { seal_slug: slug } }, signal })),
  })

export const ownSealsQuery = (associationId: string) =>
  queryOptions({
    queryKey: ['own-seals', associationId],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/seals', {
          params: { path: { association_id: associationId }, query: { limit: 100 } },
          signal,
        }),
      ),
  })

export const certificatesQuery = (associationId: string) =>
  infiniteQueryOptions({
    queryKey: ['certificates', associationId],
    queryFn: ({ pageParam, signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/certificates', {
          params: { path: { association_id: associationId }, query: { limit: 50, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: first,
    getNextPageParam: (page) => cursorIn(page.next),
  })

export const certificateQuery = (associationId: string, certificateId: string) =>
  queryOptions({
    queryKey: ['certificate', associationId, certificateId],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/certificates/{certificate_id}', {
          params: { path: { association_id: associationId, certificate_id: certificateId } },
          signal,
        }),
      ),
  })

/** The same read as in the workspace's «Lo mío», under the same key. */
export const productsQuery = (producerId: string) =>
  queryOptions({
    queryKey: ['products', producerId],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/producers/{producer_id}/products', {
          params: { path: { producer_id: producerId }, query: { limit: 100 } },
          signal,
        }),
      ),
  })
