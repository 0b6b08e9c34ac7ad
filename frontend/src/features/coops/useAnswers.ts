import { useQueryClient } from '@tanstack/react-query'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import { meQuery } from '@/api/me'
import { useCommand } from '@/api/useCommand'
import { useLiveRestart } from '@/live/LiveProvider'

/** Says yes to acting for a producer: what she may see has grown. */
export function useAcceptMandate(then: () => void) {
  const queries = useQueryClient()
  const intention = useIntention()
  const restart = useLiveRestart()
  return useCommand({
    mutationFn: (id: string) =>
      ask(
        client.POST('/api/v1/my-mandate-offers/{own_mandate_offer_id}/accept', {
          params: { path: { own_mandate_offer_id: id } },
          headers: intention.headers(id),
        }),
      ),
    async onSuccess() {
      intention.fulfilled()
      await queries.fetchQuery({ ...meQuery, staleTime: 0 }).catch(() => undefined)
      void queries.invalidateQueries({ queryKey: ['home'] })
      restart()
      then()
    },
    onError() {
      void queries.invalidateQueries({ queryKey: ['home'] })
    },
  })
}

export interface Question {
  id: string
  kind: 'answer_invitation' | 'answer_mandate'
}

/** Says no to an invitation, or to acting for a producer. */
export function useRefuse(then: () => void) {
  const queries = useQueryClient()
  const intention = useIntention()
  return useCommand({
    mutationFn: ({ id, kind }: Question) =>
      kind === 'answer_invitation'
        ? ask(
            client.POST('/api/v1/my-invitations/{own_invitation_id}/decline', {
              params: { path: { own_invitation_id: id } },
              headers: intention.headers(id),
            }),
          )
        : ask(
            client.POST('/api/v1/my-mandate-offers/{own_mandate_offer_id}/decline', {
              params: { path: { own_mandate_offer_id: id } },
              headers: intention.headers(id),
            }),
          ),
    onSuccess() {
      intention.fulfilled()
      void queries.invalidateQueries({ queryKey: ['own-invitation'] })
      then()
    },
    onSettled() {
      void queries.invalidateQueries({ queryKey: ['home'] })
    },
  })
}
