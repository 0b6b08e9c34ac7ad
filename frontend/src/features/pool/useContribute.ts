import { useQueryClient } from '@tanstack/react-query'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import type { CreateLot, Pool } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { lotsQuery, poolQuery } from './api'

/** A lot that is there, or one that is written down on the way. */
export type Wanted =
  | { lotId: string; producerId: string; units: number }
  | { producerId: string; lot: CreateLot }

/**
 * Puts units into an offer. Each of the two commands has its own key: sent again after a lost answer,
 * a new lot is made once and goes in once.
 */
export function useContribute(pool: Pool) {
  const { association } = useWorkspace()
  const queries = useQueryClient()
  const making = useIntention()
  const adding = useIntention()
  return useCommand({
    mutationFn: async (wanted: Wanted) => {
      let lotId: string
      let units: number
      if ('lot' in wanted) {
        const lot = await ask(
          client.POST('/api/v1/producers/{producer_id}/lots', {
            params: { path: { producer_id: wanted.producerId } },
            body: wanted.lot,
            headers: making.headers(wanted),
          }),
        )
        lotId = lot.id
        units = lot.units
      } else {
        lotId = wanted.lotId
        units = wanted.units
      }
      const body = { lot_id: lotId, units }
      await ask(
        client.POST('/api/v1/associations/{association_id}/offers/{offer_id}/contributions', {
          params: {
            path: { association_id: association.id, offer_id: pool.id },
            header: adding.headers({ offer: pool.id, ...body }),
          },
          body,
        }),
      )
      making.fulfilled()
      adding.fulfilled()
      return units
    },
    onSettled(_units, _error, wanted) {
      void queries.invalidateQueries({ queryKey: lotsQuery(wanted.producerId).queryKey })
      void queries.invalidateQueries({ queryKey: poolQuery(association.id, pool.id).queryKey })
      void queries.invalidateQueries({ queryKey: ['activity', association.id, pool.id] })
      void queries.invalidateQueries({ queryKey: ['pools', association.id] })
    },
  })
}
