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

interface Who {
  /** Words of a name or a place. */
  search?: string
  /** Who has accepted the current statutes, or has not. */
  accepted?: boolean
}

export const membersQuery = (associationId: string, { search = '', accepted }: Who = {}) =>
  infiniteQueryOptions({
    queryKey: ['members', associationId, search, accepted ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/members', {
          params: {
            path: { association_id: associationId },
            query: { limit: 50, cursor: pageParam, search: search || undefined, accepted },
          },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => cursorIn(page.next),
    // While a search is typed, what was found before stays: nothing jumps.
    placeholderData: (before) => before,
  })

export const memberQuery = (associationId: string, membershipId: string) =>
  queryOptions({
    queryKey: ['member', associationId, membershipId],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/members/{membership_id}', {
          params: { path: { association_id: associationId, membership_id: membershipId } },
          signal,
        }),
      ),
  })

/** What a member has unsold in the pools, for whoever is about to end the membership. */
export const stakeQuery = (associationId: string, membershipId: string) =>
  queryOptions({
    queryKey: ['stake', associationId, membershipId],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/members/{membership_id}/stake', {
          params: { path: { association_id: associationId, membership_id: membershipId } },
          signal,
        }),
      ),
    staleTime: 0,
  })

export const versionsQuery = (associationId: string) =>
  infiniteQueryOptions({
    queryKey: ['statutes', associationId],
    queryFn: ({ pageParam, signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/statutes', {
          params: { path: { association_id: associationId }, query: { cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => cursorIn(page.next),
  })

export const versionQuery = (associationId: string, statutesId: string) =>
  queryOptions({
    queryKey: ['statutes', associationId, statutesId],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/statutes/{statutes_id}', {
          params: { path: { association_id: associationId, statutes_id: statutesId } },
          signal,
        }),
      ),
  })

export const dutiesQuery = (associationId: string) =>
  queryOptions({
    queryKey: ['duties', associationId],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/permissions', {
          params: { path: { association_id: associationId } },
          signal,
        }),
      ),
  })

export const mandatesQuery = (producerId: string) =>
  queryOptions({
    queryKey: ['mandates', producerId],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/producers/{producer_id}/mandates', {
          params: { path: { producer_id: producerId } },
          signal,
        }),
      ),
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

/** The same for whoever has proved the address that the invitation went to. */
export const ownInvitationQuery = (id: string) =>
  queryOptions({
    queryKey: ['own-invitation', id],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/my-invitations/{own_invitation_id}', {
          params: { path: { own_invitation_id: id } },
          signal,
        }),
      ),
  })
