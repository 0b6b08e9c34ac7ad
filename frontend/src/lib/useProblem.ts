import { useTranslation } from 'react-i18next'
import { type Message, messageFor } from './problem'

/** The message for an error, in the reader's words; null while there is none. */
export function useProblem(error: unknown): Message | null {
  const { t, i18n } = useTranslation(['errors'])
  if (!error) return null
  const say = t as unknown as (key: string, values?: Record<string, unknown>) => string
  return messageFor(error, say, (key) => i18n.exists(key))
}
