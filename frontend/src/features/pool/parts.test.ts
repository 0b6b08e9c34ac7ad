import { expect, it } from 'vitest'
import type { Lot, PoolMember } from '@/api/memberTypes'
import { byStatus, coloursOf, fitting, mineOf, today } from './parts'

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

it('counts what was mine of a sale', () => {
  const part = (units: number, mine: boolean) => ({ producer_id: '', name: '', initials: '', units, mine })
  expect(mineOf({ parts: [part(4, true), part(3, false), part(1, true)] })).toBe(5)
})

it('puts what is on sale first', () => {
  const row = (status: 'open' | 'draft' | 'closed') => ({ status }) as Parameters<typeof byStatus>[0][number]
  const sorted = byStatus([row('closed'), row('draft'), row('open')])
  expect(sorted.map(({ status }) => status)).toEqual(['open', 'draft', 'closed'])
})

it("takes the region's day, not Greenwich's", () => {
  expect(today(new Date('2026-11-23T01:30:00Z'))).toBe('2026-11-22')
})
