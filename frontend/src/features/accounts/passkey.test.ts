import { expect, it } from 'vitest'
import { bytes, text } from './passkey'

it.each(['', 'AA', '_-8', 'SGVsbG8'])('keeps %s as it is', (encoded) =>
  expect(text(bytes(encoded))).toBe(encoded),
)
