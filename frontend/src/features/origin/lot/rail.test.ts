import { expect, it } from 'vitest'
import type { FamilyLot } from './api'
import { railOf } from './rail'

const lot = (id: string, step: number) => ({ id, step }) as FamilyLot
const link = (from_lot_id: string, to_lot_id: string) => ({ from_lot_id, to_lot_id, units: 1 })

it('puts inputs before the lot and what was made of it behind, one lot a row', () => {
  const { places, lines, columns } = railOf({
    lots: [lot('milk', -2), lot('curd', -1), lot('cheese', 0), lot('basket', 1)],
    links: [link('milk', 'curd'), link('curd', 'cheese'), link('cheese', 'basket')],
  })
  expect(columns).toBe(4)
  expect(places.map(({ x, side }) => [x, side])).toEqual([
    [0.5, 'input'],
    [1.5, 'input'],
    [2.5, 'this'],
    [3.5, 'output'],
  ])
  expect(lines[0]?.path).toBe('M0.5 0.5C0.5 1 1.5 1 1.5 1.5')
})

it('draws a lot that stands alone, and leaves out a link to what is not shown', () => {
  expect(railOf({ lots: [lot('a', 0)], links: [link('a', 'b')] })).toMatchObject({ columns: 1, lines: [] })
})
