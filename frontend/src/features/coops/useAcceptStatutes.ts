import { useQueryClient } from '@tanstack/react-query'
import type { Workspace } from '@/api/memberTypes'
import { useQueuedCommand } from '@/line/useQueuedCommand'
import { workspaceQuery } from './api'

interface Then {
  onDone?(): void
  /** It goes out when the line is back. */
  onWaits?(): void
}

/** Says yes for every membership that the person acts for and that has not said it. */
export function useAcceptStatutes({ association, statutes, memberships }: Workspace, then: Then = {}) {
  const queries = useQueryClient()
  const { queryKey } = workspaceQuery(association.id)
  const touches = [
    [...queryKey],
    ['members', association.id],
    ['member', association.id],
    ['statutes', association.id],
    ['home'],
  ]
  return useQueuedCommand({
    wanted: () =>
      memberships
        .filter(({ accepted_statutes }) => !accepted_statutes)
        .map(({ producer_id }) => ({
          kind: 'accept' as const,
          values: { name: association.name },
          path: `/api/v1/associations/${association.id}/statutes/${statutes.id}/accept`,
          body: { producer_id },
          where: `/a/${association.slug}/estatutos`,
          touches,
        })),
    onDone(workspace) {
      if (workspace) queries.setQueryData(queryKey, workspace as Workspace)
      then.onDone?.()
    },
    onWaits: then.onWaits,
    onSettled() {
      // Another version may have come in the meantime: show it.
      for (const queryKey of [...touches, ['me']]) void queries.invalidateQueries({ queryKey })
    },
  })
}
