/** Reads a credential's bit in a W3C Bitstring Status List. */
import { type Json, list } from './proof'

/** The least that the specification allows: whoever asks for a list must not give away which entry is meant. */
const leastBits = 131_072

export interface Entry {
  purpose: string
  index: number
  /** The list's whole name, and where it is on this site. */
  list: string
  path: string
}

export function entriesOf(credential: Json): Entry[] {
  return (list(credential.credentialStatus) as Json[])
    .filter(({ type }) => type === 'BitstringStatusListEntry')
    .map((entry) => ({
      purpose: String(entry.statusPurpose),
      index: Number(entry.statusListIndex),
      list: String(entry.statusListCredential),
      path: new URL(String(entry.statusListCredential)).pathname,
    }))
}

/** :throws: if it is another list than the one named, is none, is too short, is about something else, or can't be unpacked here. */
export async function isSet(listed: Json, { purpose, index, list: named }: Entry): Promise<boolean> {
  const { type, encodedList, statusPurpose } = listed.credentialSubject as Json
  if (listed.id !== named || type !== 'BitstringStatusList') throw new Error('This is another list')
  if (statusPurpose !== purpose || typeof encodedList !== 'string' || !encodedList.startsWith('u'))
    throw new Error('This is no list of that purpose')
  const bits = await unpacked(encodedList.slice(1))
  const byte = bits[index >> 3]
  if (bits.length * 8 < leastBits || byte === undefined) throw new Error('The list is too short')
  // Entry 0 is the left-most bit.
  return (byte & (0x80 >> (index & 7))) !== 0
}

async function unpacked(base64url: string): Promise<Uint8Array> {
  const packed = Uint8Array.from(
    atob(base64url.replaceAll('-', '+').replaceAll('_', '/')),
    (letter) => letter.codePointAt(0) as number,
  )
  const stream = (new Response(packed).body as ReadableStream<BufferSource>).pipeThrough(
    new DecompressionStream('gzip'),
  )
  return new Uint8Array(await new Response(stream).arrayBuffer())
}
