import { queryOptions, useQuery } from '@tanstack/react-query'
import { ask, client } from './client'
import type { Basket } from './types'

export const basketQuery = queryOptions({
  queryKey: ['basket'],
  queryFn: ({ signal }): Promise<Basket> => ask(client.GET('/api/v1/basket', { signal })),
})

/** How many different products are set aside; 0 while it is not known. */
export function useBasketCount(): number {
  return useQuery({ ...basketQuery, select: (basket) => basket.lines.length }).data ?? 0
}
