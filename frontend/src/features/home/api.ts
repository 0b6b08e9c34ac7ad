import { queryOptions } from '@tanstack/react-query'
import { ask, client } from '@/api/client'

/** What needs me, what changed and what comes next, over everything that I belong to. */
export const homeQuery = queryOptions({
  queryKey: ['home'],
  queryFn: ({ signal }) => ask(client.GET('/api/v1/home', { signal })),
})
