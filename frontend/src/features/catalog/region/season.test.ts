import { expect, it } from 'vitest'
import { centre } from './centre'
import { monthNow, runsOf } from './SeasonStrip'

it('says runs of months, over the turn of the year too', () => {
  expect(runsOf([2, 3, 4])).toEqual([[2, 4]])
  expect(runsOf([12, 1, 2, 3])).toEqual([[12, 3]])
  expect(runsOf([1, 5, 7, 8, 12])).toEqual([
    [12, 1],
    [5, 5],
    [7, 8],
  ])
  expect(runsOf([])).toEqual([])
  expect(runsOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])).toEqual([])
})

it('knows the month by the clock of the region', () => {
  expect(monthNow(new Date('2026-12-01T02:00:00Z'))).toBe(11)
})

it('finds the middle of an outline', () => {
  const { x, y } = centre('M0 0L10.5 0L10.5 -20L0 -20Z')
  expect([x, y].map((at) => Math.round(at * 100) / 100)).toEqual([5.25, -10])
})
