import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
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

/** Units of one offer that are set aside. */
export function useBasketUnits(offerId: string): number {
  const units = (basket: Basket) => basket.lines.find((line) => line.offer.id === offerId)?.units ?? 0
  return useQuery({ ...basketQuery, select: units }).data ?? 0
}

/** Sets how many units of an offer are set aside; 0 takes it out. The answer is the whole basket. */
export function usePutLine() {
  const queries = useQueryClient()
  return useMutation({
    mutationKey: ['basket'],
    // One after the other, so that the last one tapped is the last one kept.
    scope: { id: 'basket' },
    mutationFn: ({ offerId, units }: { offerId: string; units: number }): Promise<Basket> =>
      ask(
        client.PUT('/api/v1/basket/lines/{offer_id}', {
          params: { path: { offer_id: offerId } },
          body: { units },
        }),
      ),
    onSuccess: (basket) => queries.setQueryData(basketQuery.queryKey, basket),
    onError: () => void queries.invalidateQueries({ queryKey: ['offer'] }),
  })
}
