import { expect, it } from 'vitest'
import type { Sales } from '@/api/memberTypes'
import { barsOf } from './bars'

const sales: Sales = {
  first_date: '2026-11-01',
  last_date: null,
  by: 'week',
  total_clp: 9000,
  units: 3,
  orders: 1,
  to_hand_over: 0,
  bars: [{ start: '2026-11-09', total_clp: 9000, units: 3 }],
  offers: [],
  members: [],
  others: { members: 0, units: 0, amount_clp: 0 },
}

it('fills the weeks of a month that begins on a Sunday', () => {
  const bars = barsOf(sales, '2026-11-22')
  expect(bars.map(({ start }) => start)).toEqual(['2026-11-01', '2026-11-02', '2026-11-09', '2026-11-16'])
  expect(bars.map(({ total_clp }) => total_clp)).toEqual([0, 0, 9000, 0])
})

it('fills months over the turn of a year, and ends where the period ends', () => {
  const told = barsOf(
    { ...sales, by: 'month', first_date: null, bars: [{ start: '2025-11-01', total_clp: 1, units: 1 }] },
    '2026-02-10',
  )
  expect(told.map(({ start }) => start)).toEqual(['2025-11-01', '2025-12-01', '2026-01-01', '2026-02-01'])
})

it('has nothing to draw where nothing was ever sold', () => {
  expect(barsOf({ ...sales, first_date: null, bars: [] }, '2026-11-22')).toEqual([])
})
