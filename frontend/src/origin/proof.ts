/**
 * Checks a W3C credential's Data Integrity proof of the kind eddsa-jcs-2022 on this device: who signed it is looked up in
 * the issuer's DID document, and what was signed is the canonical text (RFC 8785) of everything but the signature.
 */
import canonicalize from 'canonicalize'
import { decodeBase58 } from './base58'

export type Json = Record<string, unknown>

/** `cannot`: this device has no way to reckon it, which says nothing about the credential. */
export type Verdict = 'true' | 'forged' | 'cannot'

const ed25519Prefix = [0xed, 0x01]

export async function checked(credential: Json, did: Json): Promise<Verdict> {
  const { proof, ...signed } = credential
  const { proofValue, ...options } = (proof ?? {}) as Json
  if (
    options.type !== 'DataIntegrityProof' ||
    options.cryptosuite !== 'eddsa-jcs-2022' ||
    options.proofPurpose !== 'assertionMethod' ||
    typeof proofValue !== 'string' ||
    !proofValue.startsWith('z') ||
    !beginsAlike(signed['@context'], options['@context']) ||
    issuerOf(credential) !== did.id
  )
    return 'forged'
  const key = keyOf(did, options.verificationMethod)
  const signature = decodeBase58(proofValue.slice(1))
  if (!key || signature?.length !== 64) return 'forged'
  if (!globalThis.crypto?.subtle) return 'cannot'
  let data: Uint8Array<ArrayBuffer>
  try {
    data = joined(await hashed(options), await hashed(signed))
  } catch (error) {
    // An old device lacks what the canonical text is made with; anything else is no text that could have been signed.
    return error instanceof TypeError ? 'cannot' : 'forged'
  }
  return verified(key, signature, data)
}

export function issuerOf({ issuer }: Json): unknown {
  return typeof issuer === 'object' && issuer !== null ? (issuer as Json).id : issuer
}

async function verified(
  key: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
  data: Uint8Array<ArrayBuffer>,
): Promise<Verdict> {
  try {
    const imported = await crypto.subtle.importKey('raw', key, 'Ed25519', false, ['verify'])
    return (await crypto.subtle.verify('Ed25519', imported, signature, data)) ? 'true' : 'forged'
  } catch {
    // Browsers from before 2025 don't know the curve: only they fetch the library.
    try {
      const { verifyAsync } = await import('@noble/ed25519')
      return (await verifyAsync(signature, data, key)) ? 'true' : 'forged'
    } catch {
      return 'cannot'
    }
  }
}

/** The key of this name, if the issuer says of it that it may sign statements. */
function keyOf(did: Json, name: unknown): Uint8Array<ArrayBuffer> | undefined {
  const methods = list(did.verificationMethod) as Json[]
  const method = methods.find(({ id, controller }) => id === name && controller === did.id)
  const multibase = method?.publicKeyMultibase
  if (typeof multibase !== 'string' || !multibase.startsWith('z')) return undefined
  const asserts = list(did.assertionMethod).some(
    (entry) => entry === name || (typeof entry === 'object' && (entry as Json | null)?.id === name),
  )
  const bytes = decodeBase58(multibase.slice(1))
  if (!asserts || bytes?.length !== 34 || ed25519Prefix.some((byte, at) => bytes[at] !== byte))
    return undefined
  return bytes.slice(2)
}

async function hashed(value: unknown): Promise<Uint8Array> {
  const text = new TextEncoder().encode(canonicalize(value))
  return new Uint8Array(await crypto.subtle.digest('SHA-256', text))
}

function joined(one: Uint8Array, two: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.length + two.length)
  both.set(one)
  both.set(two, one.length)
  return both
}

/** Options that carry a context sign it too: the document's must begin with it. */
function beginsAlike(context: unknown, signed: unknown): boolean {
  return signed === undefined || list(signed).every((entry, at) => entry === list(context)[at])
}

export function list(value: unknown): unknown[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}
