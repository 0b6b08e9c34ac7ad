import { Problem } from '@/lib/problem'

/** How many of a line its form goes by as come back, and how many of these somebody else noted while it was open. */
export interface Known {
  returned: number
  meanwhile: number
}

/**
 * A refusal tells how many have come back by now, and the person is told it: from then on her form goes by that
 * figure. It never follows the line itself, else what a second person notes would be noted twice.
 */
export function knownAfter(known: Known, error: unknown): Known {
  if (!changed(error)) return known
  const { returned } = error.body
  return typeof returned === 'number' ? { returned, meanwhile: returned - known.returned } : known
}

export const changed = (error: unknown): error is Problem =>
  error instanceof Problem && error.code === 'returns_changed'
