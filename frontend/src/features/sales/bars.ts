import type { Sales } from '@/api/memberTypes'

export interface Bar {
  start: string
  total_clp: number
  units: number
}

const dayLength = 86_400_000
/** More would be too thin to be read. */
const most = 24

const at = (day: string) => new Date(`${day}T12:00:00Z`)
const named = (date: Date) => date.toISOString().slice(0, 10)

function after(day: string, by: Sales['by']): string {
  const date = at(day)
  if (by === 'month') return named(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1, 12)))
  // Weeks begin on Monday; the first may be cut by the beginning of a month.
  const gone = (date.getUTCDay() + 6) % 7
  return named(new Date(date.getTime() + (7 - gone) * dayLength))
}

/** A bar for each week or month from the first to the last, also where nothing was sold. */
export function barsOf({ bars, by, first_date, last_date }: Sales, today: string): Bar[] {
  const known = new Map(bars.map((bar) => [bar.start, bar]))
  const start = first_date ?? bars[0]?.start
  const end = last_date ?? today
  if (!start) return []
  const found: Bar[] = []
  for (let day = start; day <= end; day = after(day, by)) {
    found.push(known.get(day) ?? { start: day, total_clp: 0, units: 0 })
  }
  return found.slice(-most)
}
