import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { ask, client } from '@/api/client'
import { cursorIn } from '@/api/cursor'

/** The same read as the public page of the catalog. */
export const associationQuery = (slug: string) =>
  queryOptions({
    queryKey: ['association', slug],
    queryFn: ({ signal }) =>
      ask(client.GET('/api/v1/associations/by-slug/{slug}', { params: { path: { slug } }, signal })),
  })

export const admissionQuery = (associationId: string) =>
  queryOptions({
    queryKey: ['admission', associationId],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/admission', {
          params: { path: { association_id: associationId } },
          signal,
        }),
      ),
  })

export const ownApplicationsQuery = infiniteQueryOptions({
  queryKey: ['my-applications'],
  queryFn: ({ pageParam, signal }) =>
    ask(client.GET('/api/v1/my-applications', { params: { query: { cursor: pageParam } }, signal })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => cursorIn(page.next),
})

export const ownApplicationQuery = (id: string) =>
  queryOptions({
    queryKey: ['my-application', id],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/my-applications/{own_application_id}', {
          params: { path: { own_application_id: id } },
          signal,
        }),
      ),
  })

export const applicationsQuery = (associationId: string, waiting: boolean) =>
  infiniteQueryOptions({
    queryKey: ['applications', associationId, waiting],
    queryFn: ({ pageParam, signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/applications', {
          params: { path: { association_id: associationId }, query: { waiting, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => cursorIn(page.next),
  })

export const applicationQuery = (associationId: string, id: string) =>
  queryOptions({
    queryKey: ['application', associationId, id],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/applications/{application_id}', {
          params: { path: { association_id: associationId, application_id: id } },
          signal,
        }),
      ),
  })
