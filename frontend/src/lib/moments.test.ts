import { afterEach, expect, it, vi } from 'vitest'
import { dayOf, momentOf, today, typedOf } from './moments'

afterEach(() => {
  vi.useRealTimers()
})

it('reads the region’s clock in summer and in winter', () => {
  expect(momentOf('2026-11-24T21:00')).toBe('2026-11-25T00:00:00.000Z')
  expect(momentOf('2026-07-01T21:00')).toBe('2026-07-02T01:00:00.000Z')
})

it('finds no moment in an hour that does not exist', () => {
  // In Chile the clock jumps from 0:00 to 1:00 on the first Sunday after 2 September.
  expect(momentOf('2026-09-06T00:30')).toBeUndefined()
  expect(momentOf('')).toBeUndefined()
  expect(momentOf('mañana')).toBeUndefined()
})

it('takes the first of an hour that comes twice', () => {
  expect(momentOf('2027-04-03T23:30')).toBe('2027-04-04T02:30:00.000Z')
})

it('shows what it read', () => {
  expect(typedOf('2026-11-25T00:00:00Z')).toBe('2026-11-24T21:00')
})

it('takes the region’s day, not Greenwich’s', () => {
  expect(dayOf('2026-11-23T02:30:00Z')).toBe('2026-11-22')
  expect(dayOf('2026-11-23T03:30:00Z')).toBe('2026-11-23')
  expect(dayOf('2026-07-01T03:30:00Z')).toBe('2026-06-30')
  vi.useFakeTimers({ now: new Date('2026-11-23T01:30:00Z') })
  expect(today()).toBe('2026-11-22')
})
