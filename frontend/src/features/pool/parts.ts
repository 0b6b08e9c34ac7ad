import type { Lot, Movement, Pool, PoolMember, PoolRow } from '@/api/memberTypes'
import { type Colour, layers, type Share } from '@/ui/shares'

/** Members as layers; who took everything out again has none. */
export function sharesOf(members: PoolMember[]): Share[] {
  return members
    .filter(({ contributed }) => contributed > 0)
    .map((member) => ({
      id: member.producer_id,
      name: member.name,
      initials: member.initials,
      units: member.contributed,
      percent: member.percent,
      mine: member.mine,
    }))
}

/** Each producer's colour on this screen: the same in the bar, in the lots and in what happened. */
export function coloursOf(members: PoolMember[]): Map<string, Colour> {
  return new Map(layers(sharesOf(members)).map(({ id, colour }) => [id, colour]))
}

/** Members who have units in the offer or sold some, in the bar's order. */
export function shownMembers(pool: Pool): PoolMember[] {
  return pool.members.filter(({ contributed, allocated }) => contributed > 0 || allocated > 0)
}

/** How many units of an allocation were the reader's. */
export function mineOf(movement: Pick<Movement, 'parts'>): number {
  return movement.parts.filter(({ mine }) => mine).reduce((sum, { units }) => sum + units, 0)
}

/** The day in the region, as the server compares dates. */
export function today(now: Date = new Date()): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Santiago' }).format(now)
}

/** Lots that may go into an offer of this category: with free units, and not past their date. */
export function fitting(lots: Lot[], category: string, day = today()): Lot[] {
  return lots.filter(
    (lot) =>
      lot.free > 0 && lot.category === category && (lot.best_before === null || lot.best_before >= day),
  )
}

const rank = { open: 0, draft: 1, closed: 2 }

/** What is on sale first, then what is being prepared. */
export function byStatus(offers: PoolRow[]): PoolRow[] {
  return [...offers].sort((a, b) => rank[a.status] - rank[b.status])
}
