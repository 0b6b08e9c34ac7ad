import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { ask, client } from '@/api/client'
import { cursorIn } from '@/api/cursor'

export const workspaceQuery = (associationId: string) =>
  queryOptions({
    queryKey: ['workspace', associationId],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/workspace', {
          params: { path: { association_id: associationId } },
          signal,
        }),
      ),
  })

export const membersQuery = (associationId: string) =>
  infiniteQueryOptions({
    queryKey: ['members', associationId],
    queryFn: ({ pageParam, signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/members', {
          params: { path: { association_id: associationId }, query: { limit: 100, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => cursorIn(page.next),
  })

export const invitationsQuery = (associationId: string) =>
  queryOptions({
    queryKey: ['invitations', associationId],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/invitations', {
          params: { path: { association_id: associationId }, query: { limit: 100 } },
          signal,
        }),
      ),
  })

export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) =>
      ask(client.GET('/api/v1/invitations/{token}', { params: { path: { token } }, signal })),
  })
