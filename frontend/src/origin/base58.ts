const letters = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** Bytes of a text in Bitcoin's base 58, as `did:key` and Data Integrity proofs use it; undefined if it is none. */
export function decodeBase58(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes: number[] = []
  for (const letter of text) {
    let carry = letters.indexOf(letter)
    if (carry < 0) return undefined
    for (let at = 0; at < bytes.length; at += 1) {
      carry += (bytes[at] as number) * 58
      bytes[at] = carry & 255
      carry >>= 8
    }
    for (; carry > 0; carry >>= 8) bytes.push(carry & 255)
  }
  for (const letter of text) {
    if (letter !== '1') break
    bytes.push(0)
  }
  return new Uint8Array(bytes.reverse())
}
