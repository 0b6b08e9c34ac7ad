import { expect, it } from 'vitest'
import { layers, type Share } from './shares'

const share = (id: string, units: number, mine = false): Share => ({
  id,
  name: id,
  initials: id,
  units,
  percent: units,
  mine,
})

it('puts the largest first and gives the first colour to the reader', () => {
  const shown = layers([share('a', 20), share('b', 35), share('c', 8, true)])
  expect(shown.map(({ id, colour }) => [id, colour])).toEqual([
    ['b', 2],
    ['a', 3],
    ['c', 1],
  ])
})

it('gives the first colour to the largest where the reader has no part', () => {
  expect(layers([share('a', 20), share('b', 35)]).map(({ colour }) => colour)).toEqual([1, 2])
})

it('has six colours, and the rest share the last', () => {
  const many = layers(Array.from({ length: 9 }, (_, index) => share(String(index), 9 - index)))
  expect(many.map(({ colour }) => colour)).toEqual([1, 2, 3, 4, 5, 6, 6, 6, 6])
})
