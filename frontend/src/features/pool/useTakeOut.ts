import { useQueryClient } from '@tanstack/react-query'
import { useQueuedCommand } from '@/line/useQueuedCommand'
import { unitWords } from '@/line/words'

export interface TakeOut {
  associationId: string
  contributionId: string
  units: number
  /** For its words while it waits. */
  offer: Parameters<typeof unitWords>[0] & { name: string }
}

/** Takes units out of the pool of an association to which the person perhaps no longer belongs. */
export function useTakeOut(onDone: () => void) {
  const queries = useQueryClient()
  const touches = [['home'], ['lots']]
  return useQueuedCommand({
    wanted: ({ associationId, contributionId, units, offer }: TakeOut) => ({
      kind: 'withdraw',
      values: { ...unitWords(offer), name: offer.name, most: units },
      path: `/api/v1/associations/${associationId}/contributions/${contributionId}/withdraw`,
      body: { units },
      where: '/inicio',
      touches,
    }),
    onDone,
    onSettled() {
      for (const queryKey of touches) void queries.invalidateQueries({ queryKey })
    },
  })
}
