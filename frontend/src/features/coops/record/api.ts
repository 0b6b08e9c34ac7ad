import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { ask, client } from '@/api/client'
import { cursorIn } from '@/api/cursor'

export type HistoryTopic = 'members' | 'offices' | 'statutes' | 'decisions' | 'association'
export type RegisterState = 'current' | 'former'

export const registerQuery = (associationId: string, state?: RegisterState) =>
  infiniteQueryOptions({
    queryKey: ['register', associationId, state ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/register', {
          params: { path: { association_id: associationId }, query: { limit: 50, cursor: pageParam, state } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => cursorIn(page.next),
  })

export const historyQuery = (associationId: string, topic?: HistoryTopic) =>
  infiniteQueryOptions({
    queryKey: ['history', associationId, topic ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/history', {
          params: { path: { association_id: associationId }, query: { cursor: pageParam, topic } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => cursorIn(page.next),
  })

/** Tax numbers are read when somebody asks for them, and kept nowhere. */
export const rutQuery = (associationId: string) =>
  queryOptions({
    queryKey: ['rut', associationId],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/rut', {
          params: { path: { association_id: associationId } },
          signal,
        }),
      ),
    gcTime: 0,
  })

export const producerRutQuery = (producerId: string) =>
  queryOptions({
    queryKey: ['producer-rut', producerId],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/producers/{producer_id}/rut', {
          params: { path: { producer_id: producerId } },
          signal,
        }),
      ),
    gcTime: 0,
  })
