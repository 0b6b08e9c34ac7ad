import { useQueryClient } from '@tanstack/react-query'
import { useIntention } from '@/api/idempotency'
import type { Certificate } from '@/api/originTypes'
import { useCommand } from '@/api/useCommand'
import { certificateQuery } from './api'

/** Something done to a certificate: the answer is the certificate as it stands then, and lists are read again. */
export function useAct<Values>(
  certificate: Certificate,
  associationId: string,
  send: (values: Values, headers: ReturnType<typeof useIntention>['headers']) => Promise<Certificate>,
  onDone: () => void,
) {
  const queries = useQueryClient()
  const intention = useIntention()
  return useCommand({
    mutationFn: (values: Values) => send(values, intention.headers),
    onSuccess(changed) {
      intention.fulfilled()
      queries.setQueryData(certificateQuery(associationId, certificate.id).queryKey, changed)
      onDone()
    },
    onSettled() {
      void queries.invalidateQueries({ queryKey: ['certificates', associationId] })
      void queries.invalidateQueries({ queryKey: ['certificate', associationId, certificate.id] })
      // What it lets be sold has changed with it.
      void queries.invalidateQueries({ queryKey: ['pools', associationId] })
      void queries.invalidateQueries({ queryKey: ['offer'] })
    },
  })
}
