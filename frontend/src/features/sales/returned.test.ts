import { expect, it } from 'vitest'
import { Problem } from '@/lib/problem'
import { type Known, knownAfter } from './returned'

const refused = (returned: number) => new Problem(409, { code: 'returns_changed', returned })

it('is asked anew each time that somebody notes something while the form is open', () => {
  let known: Known = { returned: 0, meanwhile: 0 }
  known = knownAfter(known, refused(2))
  expect(known).toEqual({ returned: 2, meanwhile: 2 })
  // A third person notes one more before this one tries again.
  known = knownAfter(known, refused(3))
  expect(known).toEqual({ returned: 3, meanwhile: 1 })
})

it('stays as it is when something else is refused', () => {
  const known = { returned: 1, meanwhile: 0 }
  expect(knownAfter(known, new Problem(409, { code: 'return_beyond_delivered', left: 2 }))).toBe(known)
  expect(knownAfter(known, new Problem(409, { code: 'returns_changed' }))).toBe(known)
  expect(knownAfter(known, new Error('network'))).toBe(known)
})
