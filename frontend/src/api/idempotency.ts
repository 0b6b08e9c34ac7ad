import { useRef } from 'react'
import { randomKey } from '@/lib/randomKey'

/**
 * A key for one intention: the same while the person tries the same thing again (a double tap, a lost
 * answer), another as soon as what would be sent changes or the intention was fulfilled.
 */
export function useIntention() {
  const current = useRef<{ body: string; key: string } | null>(null)
  return {
    headers(body: unknown): { 'Idempotency-Key': string } {
      const text = JSON.stringify(body)
      if (current.current?.body !== text) current.current = { body: text, key: randomKey() }
      return { 'Idempotency-Key': current.current.key }
    },
    fulfilled(): void {
      current.current = null
    },
  }
}
