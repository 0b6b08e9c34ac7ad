import { expect, it, vi } from 'vitest'
import vectors from './data/status-vectors.json'
import type { Json } from './proof'
import { type Answer, type Found, inTime, isDated, judged, type State, together } from './verdict'

// Signatures have tests of their own.
vi.mock('./proof', async (load) => ({ ...(await load<object>()), checked: async () => 'true' }))

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

const list = 'https://minga.example/credentials/status/revocation/1'
const entry = {
  type: 'BitstringStatusListEntry',
  statusPurpose: 'revocation',
  statusListIndex: '9',
  statusListCredential: list,
}
const subject = {
  type: 'BitstringStatusList',
  encodedList: vectors[0]?.encodedList,
  statusPurpose: 'revocation',
}
const listed = (validUntil: string): Answer => ({
  body: { id: list, validUntil, credentialSubject: subject },
  kept: '2026-10-10T12:00:00Z',
})

it.each<[string, string, Answer | undefined, State, boolean]>([
  ['no list, within its days', '2026-11-01T12:00:00Z', undefined, 'unsure', false],
  ['no list, over', '2027-05-01T12:00:00Z', undefined, 'expired', false],
  ['no list, not begun', '2026-09-01T12:00:00Z', undefined, 'not_yet', false],
  ['a list past its date, over', '2027-05-01T12:00:00Z', listed('2026-10-11T12:00:00Z'), 'expired', false],
  ['a list that holds, over', '2027-05-01T12:00:00Z', listed('2027-05-02T12:00:00Z'), 'expired', true],
  ['a list that holds, within', '2026-10-10T18:00:00Z', listed('2026-10-11T12:00:00Z'), 'valid', true],
])(
  'says when it was checked only where a list answered: with %s',
  async (_name, at, answer, state, dated) => {
    const inside = document.createElement('article')
    inside.innerHTML = `<time data-signed="until" datetime="${holds.validUntil}"></time>`
    const credential: Json = { ...holds, credentialStatus: entry }
    const ask = async () => answer ?? Promise.reject(new Error('no line'))
    const one = await judged({ page: inside, inside, credential, did: {}, now: Date.parse(at), ask })
    const whole = together([{ seal: 'a', found: one }])
    expect([whole.state, isDated(whole)]).toEqual([state, dated])
  },
)

it('says nothing of when where the device could check nothing', () => {
  expect(isDated({ state: 'cannot', differences: [] })).toBe(false)
})
