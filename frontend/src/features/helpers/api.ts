import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { ask, client } from '@/api/client'
import { cursorIn } from '@/api/cursor'
import { mostToChoose } from '@/lib/useFinder'

/** With this a call acts for the member, by the consent, and for nobody else. */
export const actingBy = (helperId: string) => ({ 'Minga-Helping': helperId })

export const helpersQuery = (associationId: string) =>
  infiniteQueryOptions({
    queryKey: ['helpers', associationId],
    queryFn: ({ pageParam, signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/helpers', {
          params: { path: { association_id: associationId }, query: { cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => cursorIn(page.next),
  })

export const doneQuery = (associationId: string) =>
  infiniteQueryOptions({
    queryKey: ['helped-acts', associationId],
    queryFn: ({ pageParam, signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/helped-acts', {
          params: { path: { association_id: associationId }, query: { cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => cursorIn(page.next),
  })

/** Members to choose from, by a word of a name or a place. */
export const foundMembersQuery = (associationId: string, search: string) =>
  queryOptions({
    queryKey: ['members', associationId, 'found', search],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/members', {
          params: {
            path: { association_id: associationId },
            query: { limit: mostToChoose, search: search || undefined },
          },
          signal,
        }),
      ),
    placeholderData: (before) => before,
  })

export const myHelpersOf = (producerId: string) =>
  queryOptions({
    queryKey: ['own-helpers', producerId],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/producers/{producer_id}/helpers', {
          params: { path: { producer_id: producerId } },
          signal,
        }),
      ),
  })

export const doneForMeQuery = (producerId: string) =>
  infiniteQueryOptions({
    queryKey: ['own-helped-acts', producerId],
    queryFn: ({ pageParam, signal }) =>
      ask(
        client.GET('/api/v1/producers/{producer_id}/helped-acts', {
          params: { path: { producer_id: producerId }, query: { cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => cursorIn(page.next),
  })

export const myHelpsQuery = queryOptions({
  queryKey: ['my-helps'],
  queryFn: ({ signal }) => ask(client.GET('/api/v1/my-helpers', { signal })),
})

export const myHelpQuery = (helperId: string) =>
  queryOptions({
    queryKey: ['my-helps', helperId],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/my-helpers/{own_helper_id}', {
          params: { path: { own_helper_id: helperId } },
          signal,
        }),
      ),
  })

export const myActsQuery = (helperId: string) =>
  infiniteQueryOptions({
    queryKey: ['my-helps', helperId, 'acts'],
    queryFn: ({ pageParam, signal }) =>
      ask(
        client.GET('/api/v1/my-helpers/{own_helper_id}/acts', {
          params: { path: { own_helper_id: helperId }, query: { cursor: pageParam, limit: 50 } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => cursorIn(page.next),
  })

/** The member's lots, read for the member. */
export const helpedLotsQuery = (helperId: string, producerId: string) =>
  queryOptions({
    queryKey: ['my-helps', helperId, 'lots'],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/producers/{producer_id}/lots', {
          params: { path: { producer_id: producerId }, query: { limit: 50 } },
          headers: actingBy(helperId),
          signal,
        }),
      ),
  })

export const helpedProductsQuery = (helperId: string, producerId: string) =>
  queryOptions({
    queryKey: ['my-helps', helperId, 'products'],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/producers/{producer_id}/products', {
          params: { path: { producer_id: producerId }, query: { limit: 100 } },
          headers: actingBy(helperId),
          signal,
        }),
      ),
  })

/** The offers of the member's association into which a lot can go. */
export const helpedOffersQuery = (helperId: string, associationId: string) =>
  queryOptions({
    queryKey: ['my-helps', helperId, 'offers'],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/offers', {
          params: { path: { association_id: associationId }, query: { limit: 100 } },
          headers: actingBy(helperId),
          signal,
        }),
      ),
  })

export const helpedStatutesQuery = (helperId: string, associationId: string, statutesId: string) =>
  queryOptions({
    queryKey: ['my-helps', helperId, 'statutes', statutesId],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/statutes/{statutes_id}', {
          params: { path: { association_id: associationId, statutes_id: statutesId } },
          headers: actingBy(helperId),
          signal,
        }),
      ),
  })
