/** What people type as a day and an hour of the region's clock, and the moment that it means. */

const zone = 'America/Santiago'
const minute = 60_000

function wallClock(moment: number): string {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
      .formatToParts(new Date(moment))
      .map(({ type, value }) => [type, value]),
  )
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`
}

/** `2026-11-24T21:00` in the region → the moment as ISO; nothing for an hour that the clock skips. */
export function momentOf(typed: string): string | undefined {
  const asIfGreenwich = Date.parse(`${typed}:00Z`)
  if (Number.isNaN(asIfGreenwich)) return undefined
  // Chile's clock is three or four hours behind Greenwich; the earlier moment where an hour comes twice.
  for (const hours of [3, 4]) {
    const moment = asIfGreenwich + hours * 60 * minute
    if (wallClock(moment) === typed) return new Date(moment).toISOString()
  }
  return undefined
}

/** A moment as the region's clock shows it, for a field of day and hour. */
export const typedOf = (moment: Date | string): string => wallClock(new Date(moment).getTime())

const days = new Intl.DateTimeFormat('en-CA', { timeZone: zone })

/** The region's day of a moment, as the server compares dates: `2026-11-24`. */
export const dayOf = (moment: Date | string): string => days.format(new Date(moment))

export const today = (): string => dayOf(new Date())
