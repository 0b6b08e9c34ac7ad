import { queryOptions } from '@tanstack/react-query'
import { ask, client } from '@/api/client'

export const insightQuery = (associationId: string) =>
  queryOptions({
    queryKey: ['insight', associationId],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/insight', {
          params: { path: { association_id: associationId } },
          signal,
        }),
      ),
  })
