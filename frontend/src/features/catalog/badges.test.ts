import { expect, it } from 'vitest'
import { namesOf } from './badges'

const own = { kind: 'own', slug: 'propio', name_es: 'Certificado propio', name_en: 'Own certificate' }
const law = { kind: 'law', slug: 'pisco', name_es: 'Pisco', name_en: 'Pisco' }

it('shows each name once, with all who looked', () => {
  const names = namesOf([
    { ...own, assessed_by: 'association' },
    { ...own, assessed_by: 'self' },
    { ...law, assessed_by: 'external' },
  ])
  expect(names.map(({ slug, shape, by }) => [slug, shape, by])).toEqual([
    ['propio', 'own', ['association', 'self']],
    ['pisco', 'law', ['external']],
  ])
})

it('gives no two kinds one shape, and knows answers from before offers had names', () => {
  const shapes = ['law', 'geographical_indication', 'own'].map(
    (kind) => namesOf([{ ...own, kind, assessed_by: 'self' }])[0]?.shape,
  )
  expect(new Set(shapes).size).toBe(3)
  expect(namesOf(undefined)).toEqual([])
})
