import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query'
import { ask, client } from './client'
import type { Me } from './types'

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }): Promise<Me> => ask(client.GET('/api/v1/me', { signal })),
  staleTime: 60_000,
})

/** Who is looking; `person` is null for a guest, and the whole is undefined until it is known. */
export function useMe(): Me | undefined {
  return useQuery(meQuery).data
}

/** Who is looking after a command of hers. What was asked for before it and is still on its way would not know of it. */
export async function freshMe(queries: QueryClient): Promise<Me | undefined> {
  await queries.cancelQueries({ queryKey: meQuery.queryKey })
  return queries.fetchQuery({ ...meQuery, staleTime: 0 }).catch(() => undefined)
}
