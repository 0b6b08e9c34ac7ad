import { expect, it } from 'vitest'
import { decodeBase58 } from './base58'
import own from './data/own-unicode-and-numbers.json'
import vectors from './data/status-vectors.json'
import w3c from './data/w3c-signed.json'
import { checked, type Json } from './proof'
import { entriesOf, isSet } from './status'

const key = 'z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2'

/** The DID document of an issuer that signs with the published test key. */
function didOf(signed: Json, changes: Json = {}): Json {
  const method = (signed.proof as Json).verificationMethod
  return {
    id: signed.issuer,
    verificationMethod: [
      { id: method, type: 'Multikey', controller: signed.issuer, publicKeyMultibase: key },
    ],
    assertionMethod: [method],
    ...changes,
  }
}

const vector = w3c as unknown as Json
const difficult = own.signed as unknown as Json

it.each([
  ['of the W3C', vector],
  ['with odd numbers and letters', difficult],
])('finds the vector %s true', async (_name, signed) => {
  expect(await checked(signed, didOf(signed))).toBe('true')
})

it('finds it forged when any one letter of it changed', async () => {
  const text = JSON.stringify(vector)
  const did = didOf(vector)
  const places = [...text].flatMap((letter, at) => (/[a-zA-Z0-9]/.test(letter) ? [at] : []))
  for (const at of places) {
    const letter = text[at] === 'q' ? 'r' : 'q'
    const changed = text.slice(0, at) + letter + text.slice(at + 1)
    expect([at, await checked(JSON.parse(changed) as Json, did)]).toEqual([at, 'forged'])
  }
})

it.each([
  ['another issuer', { id: 'https://vc.example/issuers/1' }],
  ['no key of that name', { verificationMethod: [] }],
  ['a key that may not sign statements', { assertionMethod: [] }],
])('finds it forged with %s in the DID document', async (_name, changes) => {
  expect(await checked(vector, didOf(vector, changes))).toBe('forged')
})

it('finds it forged without a proof, with another kind of proof, or with a context put before the signed one', async () => {
  const did = didOf(vector)
  const proof = vector.proof as Json
  const context = vector['@context'] as string[]
  expect(await checked({ ...vector, proof: undefined }, did)).toBe('forged')
  expect(await checked({ ...vector, proof: { ...proof, cryptosuite: 'eddsa-rdfc-2022' } }, did)).toBe(
    'forged',
  )
  expect(await checked({ ...vector, proof: { ...proof, proofPurpose: 'authentication' } }, did)).toBe(
    'forged',
  )
  expect(await checked({ ...vector, '@context': ['https://x.example', ...context] }, did)).toBe('forged')
})

it('asks the library where the browser does not know the curve', async () => {
  const { subtle } = crypto
  const importKey = subtle.importKey
  subtle.importKey = () => Promise.reject(new Error('NotSupportedError'))
  try {
    expect(await checked(vector, didOf(vector))).toBe('true')
    expect(await checked({ ...vector, name: 'Other' }, didOf(vector))).toBe('forged')
  } finally {
    subtle.importKey = importKey
  }
})

const id = 'https://minga.example/credentials/status/revocation/1'
const type = 'BitstringStatusList'

it.each(vectors.filter(({ bits }) => bits === 131_072))(
  'reads the bits of $name',
  async ({ encodedList, setBits }) => {
    const listed = { id, credentialSubject: { type, encodedList, statusPurpose: 'revocation' } }
    const around = [...setBits, 1, 6, 9, 94_566, 94_568, 131_070]
    for (const index of around) {
      const entry = { purpose: 'revocation', index, list: id, path: '/' }
      expect(await isSet(listed, entry)).toBe((setBits as number[]).includes(index))
    }
  },
)

it('refuses a list that is shorter than the specification allows, or of another purpose', async () => {
  const short = vectors.find(({ bits }) => bits < 131_072)
  const entry = { purpose: 'revocation', index: 1, list: id, path: '/' }
  const listed = (statusPurpose: string, encodedList: string | undefined) => ({
    id,
    credentialSubject: { type, encodedList, statusPurpose },
  })
  await expect(isSet(listed('revocation', short?.encodedList), entry)).rejects.toThrow('short')
  await expect(isSet(listed('suspension', vectors[0]?.encodedList), entry)).rejects.toThrow('purpose')
})

it.each([
  ['a clean list of the same purpose, but of another number', { id: id.replace(/1$/, '2') }],
  ['a list of the same path at another host', { id: id.replace('minga', 'other') }],
  ['what is called no list', { credentialSubject: { type: 'Other' } }],
])('refuses %s in place of the one that was named', async (_name, changes: Json) => {
  const subject = { type, encodedList: vectors[0]?.encodedList, statusPurpose: 'revocation' }
  const { credentialSubject, ...rest } = changes
  const listed = { id, ...rest, credentialSubject: { ...subject, ...(credentialSubject as Json) } }
  const entry = { purpose: 'revocation', index: 1, list: id, path: '/' }
  await expect(isSet({ id, credentialSubject: subject }, entry)).resolves.toBeDefined()
  await expect(isSet(listed, entry)).rejects.toThrow('another list')
})

it('finds the lists that a credential names, one or several', () => {
  const entry = {
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: '94567',
    statusListCredential: 'https://minga.example/credentials/status/revocation/1',
  }
  const read = { purpose: 'revocation', index: 94_567, list: id, path: '/credentials/status/revocation/1' }
  expect(entriesOf({ credentialStatus: entry })).toEqual([read])
  expect(entriesOf({ credentialStatus: [entry, { type: 'Other' }] })).toEqual([read])
  expect(entriesOf({})).toEqual([])
})

it('decodes base 58, and nothing else', () => {
  expect([...(decodeBase58('StV1DL6CwTryKyV') ?? [])]).toEqual([...new TextEncoder().encode('hello world')])
  expect([...(decodeBase58('112') ?? [])]).toEqual([0, 0, 1])
  expect(decodeBase58('0')).toBeUndefined()
})
