import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { ask, client } from '@/api/client'
import { cursorIn } from '@/api/cursor'
import { mostToChoose } from '@/lib/useFinder'

const below = (association_id: string) => ({ path: { association_id } })

export const proposalsQuery = (associationId: string) =>
  infiniteQueryOptions({
    queryKey: ['proposals', associationId],
    queryFn: ({ pageParam, signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/proposals', {
          params: { ...below(associationId), query: { limit: 50, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => cursorIn(page.next),
  })

export const proposalQuery = (associationId: string, id: string) =>
  queryOptions({
    queryKey: ['proposal', associationId, id],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/proposals/{proposal_id}', {
          params: { path: { association_id: associationId, proposal_id: id } },
          signal,
        }),
      ),
  })

export const commentsQuery = (associationId: string, id: string) =>
  infiniteQueryOptions({
    queryKey: ['comments', associationId, id],
    queryFn: ({ pageParam, signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/proposals/{proposal_id}/comments', {
          params: {
            path: { association_id: associationId, proposal_id: id },
            query: { limit: 50, cursor: pageParam },
          },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => cursorIn(page.next),
  })

export const minutesQuery = (associationId: string, id: string) =>
  queryOptions({
    queryKey: ['minutes', associationId, id],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/proposals/{proposal_id}/minutes', {
          params: { path: { association_id: associationId, proposal_id: id } },
          signal,
        }),
      ),
  })

export const candidatesQuery = (associationId: string, search = '') =>
  queryOptions({
    queryKey: ['candidates', associationId, search],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/candidates', {
          params: { ...below(associationId), query: { search } },
          signal,
        }),
      ),
  })

export const proxiesQuery = (associationId: string) =>
  queryOptions({
    queryKey: ['proxies', associationId],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/proxies', { params: below(associationId), signal }),
      ),
  })

export const rulesQuery = (associationId: string) =>
  queryOptions({
    queryKey: ['voting-rules', associationId],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/voting-rules', {
          params: below(associationId),
          signal,
        }),
      ),
  })

/** The members to choose from; the same read as the members' page. */
export const membersQuery = (associationId: string, search = '') =>
  queryOptions({
    queryKey: ['members-to-choose', associationId, search],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const page = await ask(
        client.GET('/api/v1/associations/{association_id}/members', {
          params: { ...below(associationId), query: { limit: mostToChoose, search } },
          signal,
        }),
      )
      return page.results
    },
  })

/** The applications on which the members can be asked. */
export const applicantsQuery = (associationId: string) =>
  queryOptions({
    queryKey: ['applications', associationId, 'to-choose'],
    queryFn: async ({ signal }) => {
      const page = await ask(
        client.GET('/api/v1/associations/{association_id}/applications', {
          params: { ...below(associationId), query: { waiting: true, limit: 100 } },
          signal,
        }),
      )
      return page.results.filter(({ admission, state }) => admission === 'vote' && state === 'waiting')
    },
  })

export const assembliesQuery = (associationId: string) =>
  infiniteQueryOptions({
    queryKey: ['assemblies', associationId],
    queryFn: ({ pageParam, signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/assemblies', {
          params: { ...below(associationId), query: { limit: 20, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => cursorIn(page.next),
  })

/** My own address of the assemblies, for a calendar: a secret, not kept on this device. */
export const calendarQuery = (associationId: string) =>
  queryOptions({
    queryKey: ['calendar-feed', associationId],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/calendar-feed', {
          params: below(associationId),
          signal,
        }),
      ),
  })

/** The memberships that I act for, however many members there are. */
export const ownMembersQuery = (associationId: string) =>
  queryOptions({
    queryKey: ['own-members', associationId],
    queryFn: async ({ signal }) => {
      const workspace = await ask(
        client.GET('/api/v1/associations/{association_id}/workspace', {
          params: below(associationId),
          signal,
        }),
      )
      return workspace.memberships
    },
  })
