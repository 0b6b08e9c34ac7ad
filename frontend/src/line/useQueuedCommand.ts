import { useTranslation } from 'react-i18next'
import { useCommand } from '@/api/useCommand'
import { useToast } from '@/ui/Toast'
import type { Wanted } from './command'
import { give } from './line'

interface Options<Variables> {
  /** What to ask for, one thing or several; may refuse the form by throwing. */
  wanted: (variables: Variables) => Wanted | Wanted[]
  /** The server has said yes. */
  onDone?: (answer: unknown, variables: Variables) => void
  /** It is written down and goes out when the line is back. The person is told; close what asked for it. */
  onWaits?: (variables: Variables) => void
  onSettled?: () => void
  /** Not worth a word when it waits. */
  quiet?: (variables: Variables) => boolean
}

/**
 * A command that may wait for the line: `mutate`, `isPending` and `error` as with `useCommand`. Each press is a command
 * of its own with a key of its own; what the person pressed without an answer is sent by the queue, not by her.
 */
export function useQueuedCommand<Variables = void>({
  wanted,
  onDone,
  onWaits,
  onSettled,
  quiet,
}: Options<Variables>) {
  const { t } = useTranslation('app')
  const say = useToast()
  return useCommand({
    async mutationFn(variables: Variables) {
      const outcomes = await Promise.all([wanted(variables)].flat().map(give))
      return outcomes.find(({ came }) => came === 'waits') ?? outcomes.at(-1)
    },
    onSuccess(outcome, variables) {
      if (outcome?.came !== 'waits') {
        onDone?.(outcome?.answer, variables)
        return
      }
      if (!quiet?.(variables)) say(t('line.kept'))
      onWaits?.(variables)
    },
    onSettled,
  })
}
