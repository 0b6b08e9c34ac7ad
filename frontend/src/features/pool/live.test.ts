import { expect, it } from 'vitest'
import { live } from './live'

const entry = (stream: string, event: string) => ({ stream, seq: 1, event, subject: 'o1', at: '' })
const read = (stream: string, event: string) =>
  live[event]?.(entry(stream, event)).map(({ key }) => key.join(' '))

it('reads an offer, its list and what happened, once, after a change of stock', () => {
  expect(read('association:a1', 'catalog.units_held')).toEqual([
    'pools a1',
    'pool a1 o1',
    'activity a1 o1',
    'insight a1',
  ])
  expect(read('catalog', 'catalog.units_held')).toEqual([])
})

it("reads a producer's lots after she moved units of them", () => {
  expect(read('producer:p1', 'catalog.contribution_added')).toEqual(['lots p1', 'products p1'])
  expect(read('producer:p1', 'catalog.lot_created')).toEqual(['lots p1', 'products p1'])
})
