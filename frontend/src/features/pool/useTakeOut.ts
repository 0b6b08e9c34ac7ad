import { useQueryClient } from '@tanstack/react-query'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import { useCommand } from '@/api/useCommand'

export interface TakeOut {
  associationId: string
  contributionId: string
  units: number
}

/** Takes units out of the pool of an association to which the person perhaps no longer belongs. */
export function useTakeOut(then: () => void) {
  const queries = useQueryClient()
  const intention = useIntention()
  return useCommand({
    mutationFn: ({ associationId, contributionId, units }: TakeOut) =>
      ask(
        client.POST('/api/v1/associations/{association_id}/contributions/{contribution_id}/withdraw', {
          params: {
            path: { association_id: associationId, contribution_id: contributionId },
            header: intention.headers({ contributionId, units }),
          },
          body: { units },
        }),
      ),
    onSuccess() {
      intention.fulfilled()
      then()
    },
    onSettled() {
      void queries.invalidateQueries({ queryKey: ['home'] })
    },
  })
}
