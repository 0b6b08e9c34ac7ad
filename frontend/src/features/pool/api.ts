import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { ask, client } from '@/api/client'
import { cursorIn } from '@/api/cursor'

const first = undefined as string | undefined

/** Every offer of an association: one page holds far more than any has. */
export const offersQuery = (associationId: string) =>
  queryOptions({
    queryKey: ['pools', associationId],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/offers', {
          params: { path: { association_id: associationId }, query: { limit: 100 } },
          signal,
        }),
      ),
  })

export const poolQuery = (associationId: string, offerId: string) =>
  queryOptions({
    queryKey: ['pool', associationId, offerId],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/offers/{offer_id}', {
          params: { path: { association_id: associationId, offer_id: offerId } },
          signal,
        }),
      ),
  })

export const activityQuery = (associationId: string, offerId: string) =>
  infiniteQueryOptions({
    queryKey: ['activity', associationId, offerId],
    queryFn: ({ pageParam, signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/offers/{offer_id}/activity', {
          params: {
            path: { association_id: associationId, offer_id: offerId },
            query: { limit: 8, cursor: pageParam },
          },
          signal,
        }),
      ),
    initialPageParam: first,
    getNextPageParam: (page) => cursorIn(page.next),
  })

export const lotsQuery = (producerId: string) =>
  queryOptions({
    queryKey: ['lots', producerId],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/producers/{producer_id}/lots', {
          params: { path: { producer_id: producerId }, query: { limit: 100 } },
          signal,
        }),
      ),
  })

/** As many as a lot may have. */
export const mostUnits = 1_000_000

/** Below the lots of the producer, so that it is read again with them. */
export const lotBookQuery = (producerId: string, lotId: string) =>
  infiniteQueryOptions({
    queryKey: ['lots', producerId, lotId, 'book'],
    queryFn: ({ pageParam, signal }) =>
      ask(
        client.GET('/api/v1/producers/{producer_id}/lots/{lot_id}/movements', {
          params: {
            path: { producer_id: producerId, lot_id: lotId },
            query: { limit: 20, cursor: pageParam },
          },
          signal,
        }),
      ),
    initialPageParam: first,
    getNextPageParam: (page) => cursorIn(page.next),
  })

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

export const productQuery = (producerId: string, productId: string) =>
  queryOptions({
    queryKey: ['product', producerId, productId],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/producers/{producer_id}/products/{product_id}', {
          params: { path: { producer_id: producerId, product_id: productId } },
          signal,
        }),
      ),
  })
