import { expect, it } from 'vitest'
import type { Lot, PoolMember } from '@/api/memberTypes'
import { byStatus, byUrgency, casesOf, coloursOf, fitting, percentAfter } from './parts'

const member = (id: string, contributed: number, mine = false) =>
  ({ producer_id: id, name: id, initials: id, contributed, percent: contributed, mine }) as PoolMember
const lot = (over: Partial<Lot>) =>
  ({ id: 'l', category: 'cheese', free: 5, best_before: null, ...over }) as Lot

it('keeps ink for the reader, and gives no colour to who took everything out', () => {
  const colours = coloursOf([member('rosa', 35, true), member('nelson', 50), member('berta', 0)])
  expect([colours.get('rosa'), colours.get('nelson'), colours.get('berta')]).toEqual([1, 2, undefined])
})

it('offers only lots that the pool would take', () => {
  const fits = (over: Partial<Lot>) => fitting([lot(over)], 'cheese', '2026-11-22').length === 1
  expect(fits({})).toBe(true)
  expect(fits({ best_before: '2026-11-22' })).toBe(true)
  expect(fits({ best_before: '2026-11-21' })).toBe(false)
  expect(fits({ category: 'oil' })).toBe(false)
  expect(fits({ free: 0 })).toBe(false)
})

it('puts what is on sale first', () => {
  const row = (status: 'open' | 'draft' | 'closed') => ({ status }) as Parameters<typeof byStatus>[0][number]
  const sorted = byStatus([row('closed'), row('draft'), row('open')])
  expect(sorted.map(({ status }) => status)).toEqual(['open', 'draft', 'closed'])
})

const seats = (...of: [contributed: number, mine?: boolean][]) => ({
  members: of.map(([contributed, mine = false]) => ({ contributed, mine, itself: false }) as PoolMember),
})

it('says what the share will be, as the server will', () => {
  expect(percentAfter(seats([50], [30, true], [20]), 0)).toBe(30)
  expect(percentAfter(seats([50], [30, true], [20]), 20)).toBe(42)
  expect(percentAfter(seats([50], [30, true], [20]), -30)).toBe(0)
  expect(percentAfter(seats(), 7)).toBe(100)
  const withOwn = { members: [...seats([60, true]).members, { contributed: 40, itself: true } as PoolMember] }
  expect([percentAfter(withOwn, 0, true), percentAfter(withOwn, 20, true)]).toEqual([40, 50])
  // A third each: the remainder goes to the first.
  expect(percentAfter(seats([1], [1]), 1)).toBe(34)
})

it('fills a case of at most 48 places with what was sold and set aside', () => {
  const part = { contributed: 70, allocated: 22, reserved: 3, free: 45, percent: 35 }
  const { each, places } = casesOf(part)
  expect(each).toBe(2)
  expect(places).toHaveLength(35)
  expect(places.filter((place) => place === 'sold')).toHaveLength(11)
  expect(places.filter((place) => place === 'held')).toHaveLength(2)
  expect(
    casesOf({ ...part, contributed: 1_000_000, allocated: 1_000_000, reserved: 0 }).places,
  ).not.toContain('free')
})

it('shows first what expires first, and last what is used up', () => {
  const one = (id: string, best_before: string | null, free: number, left = 0) =>
    ({ id, best_before, free, pools: left ? [{ left }] : [] }) as unknown as Lot
  const lots = [
    one('a', '2026-12-01', 0),
    one('b', null, 5),
    one('c', '2027-01-01', 5),
    one('d', '2026-11-30', 0, 2),
  ]
  expect(byUrgency(lots).map(({ id }) => id)).toEqual(['d', 'c', 'b', 'a'])
})
