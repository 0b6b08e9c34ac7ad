import { expect, it } from 'vitest'
import { toInvite } from './useTasks'

const at = (have: number, members: number, open_invitations: number) =>
  toInvite({ founders: { have, need: 5 }, counts: { members, open_invitations } })

it('asks to invite whom nobody has asked yet', () => {
  expect(at(1, 1, 0)).toBe(4)
  expect(at(2, 2, 3)).toBe(0)
  expect(at(2, 2, 9)).toBe(0)
})

it('does not invite members again who have still to accept new statutes', () => {
  expect(at(1, 2, 0)).toBe(3)
})
