import canonicalize from 'canonicalize'
import { expect, it } from 'vitest'
import vectors from './data/status-vectors.json'
import type { Json } from './proof'
import { type Found, inTime, isDated, judged, type State, together } from './verdict'

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

/** An issuer that signs whatever it is given, and what it says of itself. */
async function issuer(): Promise<{ did: Json; sign(document: Json): Promise<Json> }> {
  const { publicKey, privateKey } = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', publicKey))
  const [id, key] = ['did:web:minga.example', 'did:web:minga.example#a']
  const method = { id: key, type: 'Multikey', controller: id }
  const did = {
    id,
    verificationMethod: [{ ...method, publicKeyMultibase: base58([0xed, 0x01, ...raw]) }],
    assertionMethod: [key],
  }
  const hashed = async (value: Json) => {
    const text = new TextEncoder().encode(canonicalize(value))
    return new Uint8Array(await crypto.subtle.digest('SHA-256', text))
  }
  const proof = { type: 'DataIntegrityProof', cryptosuite: 'eddsa-jcs-2022', proofPurpose: 'assertionMethod' }
  const options = { ...proof, verificationMethod: key }
  const sign = async (document: Json) => {
    const signed = { ...document, issuer: id }
    const data = new Uint8Array([...(await hashed(options)), ...(await hashed(signed))])
    const signature = new Uint8Array(await crypto.subtle.sign('Ed25519', privateKey, data))
    return { ...signed, proof: { ...options, proofValue: base58([...signature]) } }
  }
  return { did, sign }
}

function base58(bytes: number[]): string {
  const letters = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
  let rest = bytes.reduce((number, byte) => number * 256n + BigInt(byte), 0n)
  let text = ''
  for (; rest > 0n; rest /= 58n) text = letters[Number(rest % 58n)] + text
  const zeros = bytes.findIndex((byte) => byte !== 0)
  return `z${'1'.repeat(zeros)}${text}`
}

const list = 'https://minga.example/credentials/status/revocation/1'
const entry = {
  type: 'BitstringStatusListEntry',
  statusPurpose: 'revocation',
  statusListIndex: '9',
  statusListCredential: list,
}
const listed = {
  id: list,
  credentialSubject: {
    type: 'BitstringStatusList',
    encodedList: vectors[0]?.encodedList,
    statusPurpose: 'revocation',
  },
}

it.each<[string, string, string | undefined, State, boolean]>([
  ['no list, within its days', '2026-11-01T12:00:00Z', undefined, 'unsure', false],
  ['no list, over', '2027-05-01T12:00:00Z', undefined, 'expired', false],
  ['no list, not begun', '2026-09-01T12:00:00Z', undefined, 'not_yet', false],
  ['a list past its date, over', '2027-05-01T12:00:00Z', '2026-10-11T12:00:00Z', 'expired', false],
  ['a list that holds, over', '2027-05-01T12:00:00Z', '2027-05-02T12:00:00Z', 'expired', true],
  ['a list that holds, within', '2026-10-10T18:00:00Z', '2026-10-11T12:00:00Z', 'valid', true],
])(
  'says when it was checked only where a list answered: with %s',
  async (_name, at, validUntil, state, dated) => {
    const { did, sign } = await issuer()
    const inside = document.createElement('article')
    inside.innerHTML = `<time data-signed="until" datetime="${holds.validUntil}"></time>`
    const credential = await sign({ ...holds, credentialStatus: entry })
    const ask = async () => {
      if (!validUntil) throw new Error('no line')
      return { body: await sign({ ...listed, validUntil }) }
    }
    const one = await judged({ page: inside, inside, credential, did, now: Date.parse(at), ask })
    const whole = together([{ seal: 'a', found: one }])
    expect([whole.state, isDated(whole)]).toEqual([state, dated])
  },
)

it('says nothing of when where the device could check nothing', () => {
  expect(isDated({ state: 'cannot', differences: [] })).toBe(false)
})
