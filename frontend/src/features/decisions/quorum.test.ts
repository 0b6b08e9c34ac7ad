import { expect, it } from 'vitest'
import { needed } from './quorum'

const terms = { quorum_first: 50, quorum_second: 0, majority: 'simple' as const }

it('rounds up, and one is the least', () => {
  expect(needed({ entitled: 47, call: 1, terms })).toBe(24)
  expect(needed({ entitled: 46, call: 1, terms })).toBe(23)
  expect(needed({ entitled: 46, call: 2, terms })).toBe(1)
  expect(needed({ entitled: 10, call: 2, terms: { ...terms, quorum_second: null } })).toBe(5)
})
