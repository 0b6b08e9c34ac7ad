import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Calm } from './calm'
import { againAfter, againAnew, mentions } from './table'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('reads soon after the first change and seldom in a storm', () => {
  const read: unknown[] = []
  const calm = new Calm(({ key }) => read.push(key))
  calm.add({ key: ['offer', '1'] })
  vi.advanceTimersByTime(40)
  expect(read).toHaveLength(1)
  for (let change = 0; change < 100; change += 1) {
    calm.add({ key: ['offer', '1'] })
    vi.advanceTimersByTime(10)
  }
  vi.advanceTimersByTime(1000)
  expect(read.length).toBeLessThanOrEqual(5)
  expect(read.length).toBeGreaterThanOrEqual(3)
})

it('waits where it is told to, and an urgent wish overtakes a calm one', () => {
  const read: unknown[] = []
  const calm = new Calm(({ key }) => read.push(key))
  calm.add({ key: ['offers'], calm: 5000 })
  vi.advanceTimersByTime(4999)
  expect(read).toHaveLength(0)
  calm.add({ key: ['order'], calm: 5000 })
  calm.add({ key: ['order'] })
  vi.advanceTimersByTime(40)
  expect(read).toEqual([['offers'], ['order']])
})

it('asks every table what an event touches', () => {
  const entry = { stream: 'catalog', seq: 1, event: 'catalog.units_held', subject: 'o1', at: '' }
  const tables = [
    { live: { 'catalog.units_held': ({ subject }: { subject: string }) => [{ key: ['offer', subject] }] } },
    { anew: { order: (id: string) => [{ key: ['order', id] }] } },
  ]
  expect(againAfter(entry, tables)).toEqual([{ key: ['offer', 'o1'] }])
  expect(againAfter({ ...entry, event: 'other.thing_happened' }, tables)).toEqual([])
  expect(againAnew('order:7', tables)).toEqual([{ key: ['order', '7'] }])
})

it('finds a thing in an answer, a page and pages', () => {
  expect(mentions({ id: 'o1' }, 'o1')).toBe(true)
  expect(mentions({ results: [{ id: 'o2' }, { id: 'o1' }] }, 'o1')).toBe(true)
  expect(mentions({ pages: [{ results: [] }, { results: [{ id: 'o1' }] }] }, 'o1')).toBe(true)
  expect(mentions({ pages: [{ results: [{ id: 'o2' }] }] }, 'o1')).toBe(false)
  expect(mentions(undefined, 'o1')).toBe(false)
})
