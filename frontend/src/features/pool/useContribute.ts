import { useQueryClient } from '@tanstack/react-query'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import type { Contribute, CreateLot, Pool } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { give } from '@/line/line'
import { unitWords } from '@/line/words'
import { poolQuery } from './api'

/** A lot that is there, or one that is written down on the way. */
export type Wanted =
  | { lotId: string; producerId: string; units: number; most: number }
  | { producerId: string; lot: CreateLot }

/** What is read again after units went in or out. */
export const touched = (associationId: string, offerId: string) => [
  [...poolQuery(associationId, offerId).queryKey],
  ['activity', associationId, offerId],
  ['pools', associationId],
  ['lots'],
  ['home'],
]

/**
 * Puts units into an offer: of a lot that is there, by way of the queue, for it may wait for the line; of a new lot
 * with two commands that have a key each, so that it is made once and goes in once.
 */
export function useContribute(pool: Pool) {
  const { association } = useWorkspace()
  const queries = useQueryClient()
  const making = useIntention()
  const adding = useIntention()
  return useCommand({
    mutationFn: async (wanted: Wanted): Promise<{ units: number; waits: boolean }> => {
      if (!('lot' in wanted)) {
        const { lotId, units, most } = wanted
        const given = await give({
          kind: 'contribute',
          values: { ...unitWords(pool), name: pool.name, most },
          path: `/api/v1/associations/${association.id}/offers/${pool.id}/contributions`,
          body: { lot_id: lotId, units } satisfies Contribute,
          where: `/a/${association.slug}/acopio/${pool.id}`,
          touches: touched(association.id, pool.id),
        })
        return { units, waits: given.came === 'waits' }
      }
      const lot = await ask(
        client.POST('/api/v1/producers/{producer_id}/lots', {
          params: { path: { producer_id: wanted.producerId } },
          body: wanted.lot,
          headers: making.headers(wanted),
        }),
      )
      const { id: lotId, units } = lot
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
      return { units, waits: false }
    },
    onSettled() {
      for (const queryKey of touched(association.id, pool.id)) void queries.invalidateQueries({ queryKey })
    },
  })
}
