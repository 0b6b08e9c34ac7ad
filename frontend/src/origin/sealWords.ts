/**
 * What the page says of a certificate in sentences, as the script knows it by itself: a page that was altered brings words of
 * its own. The server's are the same, which a test of its own holds (`tests/api/origin/test_page_words.py`).
 */
import words from './sealWords.json'

export type Language = 'es' | 'en'
export type Said = Record<Language, string>
export type SealKind = Said & { shape: string }

export const sealWords: {
  kinds: Record<string, SealKind>
  shapes: Record<string, Said>
  standings: Said[]
  assessors: Record<string, Said>
  bounds: Record<'own' | 'other', Said>
} = words

/** How a name is drawn, in words; what is drawn in no known shape by its own name. */
export function shapeWords(shape: string | undefined, language: Language): string | undefined {
  return shape === undefined ? undefined : (sealWords.shapes[shape]?.[language] ?? shape)
}
