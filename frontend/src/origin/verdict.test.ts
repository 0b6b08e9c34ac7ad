import { expect, it } from 'vitest'
import { type Found, inTime, type State, together } from './verdict'

const found = (seal: string, state: State): { seal: string; found: Found } => ({
  seal,
  found: { state, differences: [] },
})

it.each<[string, State, { seal: string; found: Found }[]]>([
  ['a renewed certificate beside the one that ended', 'valid', [found('a', 'expired'), found('a', 'valid')]],
  ['two names, one of them withdrawn', 'revoked', [found('a', 'valid'), found('b', 'revoked')]],
  ['a forged one beside any other', 'forged', [found('a', 'valid'), found('a', 'forged')]],
  ['one that could not be asked about', 'unsure', [found('a', 'unsure')]],
  ['none at all', 'cannot', []],
])('judges together %s', (_name, state, all) => expect(together(all).state).toBe(state))

const holds = { validFrom: '2026-10-01T03:00:00Z', validUntil: '2027-04-01T02:59:59Z' }

it.each<[State, string, State]>([
  ['valid', '2026-11-01T12:00:00Z', 'valid'],
  ['unsure', '2026-11-01T12:00:00Z', 'unsure'],
  ['valid', '2027-04-01T02:59:59Z', 'expired'],
  // Without a line for weeks: the list is old, and what is over is over.
  ['unsure', '2027-05-01T12:00:00Z', 'expired'],
  ['unsure', '2026-09-01T12:00:00Z', 'not_yet'],
  ['revoked', '2027-05-01T12:00:00Z', 'revoked'],
])('finds what is %s at %s to be %s', (state, now, found) => {
  expect(inTime(state, holds, Date.parse(now))).toBe(found)
})
