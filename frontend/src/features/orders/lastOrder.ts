import { readStored, writeStored } from '@/lib/stored'

const keptFor = 24 * 60 * 60_000

export interface LastOrder {
  id: string
  number: string
  /** Milliseconds since 1970 */
  at: number
}

/**
 * The order that this browser placed last, for whoever comes back to an empty basket: by the back button, from
 * another tab, from the payment page. Only its number: what opens the order are the cookie and the link.
 */
export function lastOrder(now: number = Date.now()): LastOrder | null {
  try {
    const found = JSON.parse(readStored('last-order') ?? 'null') as LastOrder | null
    const usable = found && typeof found.id === 'string' && now - found.at < keptFor
    return usable ? found : null
  } catch {
    return null
  }
}

export function keepLastOrder(id: string, number: string): void {
  writeStored('last-order', JSON.stringify({ id, number, at: Date.now() } satisfies LastOrder))
}
