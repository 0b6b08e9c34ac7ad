import { expect, it } from 'vitest'
import { greeting } from './greeting'

it.each([
  ['2026-11-22T13:04:00Z', 'morning'],
  ['2026-11-22T15:00:00Z', 'afternoon'],
  ['2026-11-22T23:00:00Z', 'evening'],
  ['2026-11-22T04:00:00Z', 'evening'],
])('at %s it is %s in the region', (moment, said) => expect(greeting(new Date(moment))).toBe(said))
