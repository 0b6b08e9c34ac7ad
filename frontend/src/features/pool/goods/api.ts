import { queryOptions } from '@tanstack/react-query'
import { ask, client } from '@/api/client'

/** What is asked about how a lot was made; the same for everybody, and changed only with the software. */
export const factsQuery = queryOptions({
  queryKey: ['facts'],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: ({ signal }) => ask(client.GET('/api/v1/catalog/facts', { signal })),
})
