import { useQueryClient } from '@tanstack/react-query'
import { freshMe } from '@/api/me'
import { useQueuedCommand } from '@/line/useQueuedCommand'
import { useLiveRestart } from '@/live/LiveProvider'

export interface Question {
  id: string
  kind: 'answer_invitation' | 'answer_mandate'
  /** What or whom it is about. */
  name: string
}

interface Then {
  onDone(): void
  /** It goes out when the line is back. */
  onWaits?(): void
}

const home = '/inicio'

/** Says yes to acting for a producer: what she may see has grown. */
export function useAcceptMandate({ onDone, onWaits }: Then) {
  const queries = useQueryClient()
  const restart = useLiveRestart()
  return useQueuedCommand({
    wanted: ({ id, name }: Pick<Question, 'id' | 'name'>) => ({
      kind: 'mandate',
      values: { name },
      path: `/api/v1/my-mandate-offers/${id}/accept`,
      body: {},
      where: home,
      touches: [['home']],
    }),
    async onDone() {
      await freshMe(queries)
      restart()
      onDone()
    },
    onWaits,
    onSettled() {
      void queries.invalidateQueries({ queryKey: ['home'] })
    },
  })
}

/** Says no to an invitation, or to acting for a producer. */
export function useRefuse({ onDone, onWaits }: Then) {
  const queries = useQueryClient()
  const touches = [['own-invitation'], ['home']]
  return useQueuedCommand({
    wanted: ({ id, kind, name }: Question) => ({
      kind: kind === 'answer_mandate' ? 'refuse_mandate' : 'refuse_invitation',
      values: { name },
      path: `/api/v1/${kind === 'answer_mandate' ? 'my-mandate-offers' : 'my-invitations'}/${id}/decline`,
      body: {},
      where: kind === 'answer_mandate' ? home : `/mis-invitaciones/${id}`,
      touches,
    }),
    onDone,
    onWaits,
    onSettled() {
      for (const queryKey of touches) void queries.invalidateQueries({ queryKey })
    },
  })
}
