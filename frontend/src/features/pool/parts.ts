import type { Lot, Pool, PoolMember, PoolRow } from '@/api/memberTypes'
import { today } from '@/lib/moments'
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

export interface Part {
  contributed: number
  allocated: number
  reserved: number
  free: number
  percent: number
}

/** What is the reader's in an offer, over all producers that are hers; or what is the association's own. */
export function partOf(pool: Pick<Pool, 'members'>, itself = false): Part {
  const none = { contributed: 0, allocated: 0, reserved: 0, free: 0, percent: 0 }
  return pool.members
    .filter((member) => (itself ? member.itself : member.mine))
    .reduce(
      (sum, member) => ({
        contributed: sum.contributed + member.contributed,
        allocated: sum.allocated + member.allocated,
        reserved: sum.reserved + member.reserved,
        free: sum.free + member.free,
        percent: sum.percent + member.percent,
      }),
      none,
    )
}

/** The percent of that part after so many units more (or, below zero, fewer), as the server would say it. */
export function percentAfter(pool: Pick<Pool, 'members'>, units: number, itself = false): number {
  const mine = partOf(pool, itself).contributed + units
  const others = pool.members
    .filter((member) => !(itself ? member.itself : member.mine))
    .map(({ contributed }) => contributed)
  return percentages([mine, ...others])[0] ?? 0
}

/** Whole percents that add up to 100, by largest remainder: as `catalog/shares` does it. */
function percentages(weights: number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  if (whole <= 0) return weights.map(() => 0)
  const parts = weights.map((weight) => Math.floor((weight * 100) / whole))
  const left = 100 - parts.reduce((sum, part) => sum + part, 0)
  weights
    .map((weight, index) => ({ index, remainder: (weight * 100) % whole }))
    .sort((a, b) => b.remainder - a.remainder)
    .slice(0, left)
    .forEach(({ index }) => {
      parts[index] = (parts[index] ?? 0) + 1
    })
  return parts
}

const mostPlaces = 48
const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000]

/** A case for the reader's units: how many are in each place, and what became of each place. */
export function casesOf(part: Part): { each: number; places: ('sold' | 'held' | 'free')[] } {
  const each = steps.find((step) => part.contributed / step <= mostPlaces) ?? 100_000
  const count = Math.ceil(part.contributed / each)
  const sold = Math.min(count, Math.round(part.allocated / each))
  const held = Math.min(count - sold, Math.ceil(part.reserved / each))
  return {
    each,
    places: Array.from({ length: count }, (_, index) =>
      index < sold ? 'sold' : index < sold + held ? 'held' : 'free',
    ),
  }
}

/** What has free units and expires first comes first; then the newest. What is used up comes last. */
export function byUrgency(lots: Lot[]): Lot[] {
  const alive = (lot: Lot) => lot.free > 0 || lot.pools.some(({ left }) => left > 0)
  const end = (lot: Lot) => (alive(lot) && lot.best_before ? lot.best_before : '9')
  return [...lots].sort(
    (a, b) => Number(alive(b)) - Number(alive(a)) || end(a).localeCompare(end(b)) || b.id.localeCompare(a.id),
  )
}
