import { useQueryClient } from '@tanstack/react-query'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import type { Workspace } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { workspaceQuery } from './api'

/** Says yes for every membership that the person acts for and that has not said it. */
export function useAcceptStatutes({ association, statutes, memberships }: Workspace, then: () => void) {
  const queries = useQueryClient()
  const intention = useIntention()
  return useCommand({
    mutationFn: async () => {
      let answer: Workspace | undefined
      for (const { producer_id, accepted_statutes } of memberships) {
        if (accepted_statutes) continue
        const body = { producer_id }
        answer = await ask(
          client.POST('/api/v1/associations/{association_id}/statutes/{statutes_id}/accept', {
            params: { path: { association_id: association.id, statutes_id: statutes.id } },
            body,
            headers: intention.headers({ statutesId: statutes.id, ...body }),
          }),
        )
      }
      return answer
    },
    onSuccess(workspace) {
      intention.fulfilled()
      if (workspace) queries.setQueryData(workspaceQuery(association.id).queryKey, workspace)
      for (const key of ['members', 'member', 'statutes']) {
        void queries.invalidateQueries({ queryKey: [key, association.id] })
      }
      void queries.invalidateQueries({ queryKey: ['home'] })
      void queries.invalidateQueries({ queryKey: ['me'] })
      then()
    },
    onError() {
      // Another version may have come in the meantime: show it.
      void queries.invalidateQueries({ queryKey: ['workspace', association.id] })
    },
  })
}
