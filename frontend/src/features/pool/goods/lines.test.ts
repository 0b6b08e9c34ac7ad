import { describe, expect, it } from 'vitest'
import type { TableLine, TablePlan } from '@/api/goodsTypes'
import { linesOf, type State, statesOf } from './lines'

const line = (number: number, state: State): TableLine => ({
  number,
  name: `Queso ${number}`,
  state,
  code: '',
  notes: [],
  changes: [],
  faults: [],
})

const plan: TablePlan = {
  kind: 'lots',
  plan: 'a',
  unknown: [],
  new: 2,
  changed: 0,
  same: 1,
  wrong: 2,
  lines: [line(2, 'new'), line(3, 'wrong'), line(4, 'same'), line(5, 'wrong'), line(6, 'new')],
}

describe('the lines of a table', () => {
  it('come with the wrong ones first', () => {
    expect(statesOf(plan)).toEqual(['wrong', 'new', 'same'])
    expect(linesOf(plan, null).map(({ number }) => number)).toEqual([3, 5, 2, 6, 4])
  })

  it('can be the wrong ones alone', () => {
    expect(linesOf(plan, 'wrong').map(({ number }) => number)).toEqual([3, 5])
  })
})
