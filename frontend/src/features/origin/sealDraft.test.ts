import { expect, it } from 'vitest'
import type { Seal } from '@/api/originTypes'
import { misfits } from './fits'
import { blankSeal, bodyOf, draftOf, wrongIn } from './sealDraft'

const seal = {
  name_es: 'Certificado propio',
  name_en: 'Own certificate',
  about_es: '',
  about_en: '',
  rules_es: '',
  rules_en: '',
  zone: ['04305'],
  comunas: ['04305'],
  requirements: [
    { rule: 'category', allowed: ['cheese'] },
    { rule: 'zone' },
    { rule: 'made_in_zone' },
    { rule: 'rested_days', least: 45 },
    { rule: 'fact', fact: 'milk', allowed: ['goat'] },
  ],
} as unknown as Seal

it('gives back what it read, with the rules that the form does not ask', () => {
  const { zone, requirements } = bodyOf(draftOf(seal), seal)
  expect(zone).toEqual(['04305'])
  expect(requirements).toEqual(seal.requirements)
})

it("keeps a region's code while its comunas are the same, and names comunas once they change", () => {
  const wide = { ...seal, zone: ['04'], comunas: ['04101', '04305'] } as Seal
  expect(bodyOf(draftOf(wide), wide).zone).toEqual(['04'])
  expect(bodyOf({ ...draftOf(wide), comunas: ['04305'] }, wide).zone).toEqual(['04305'])
})

it('keeps degrees with classes as they are', () => {
  const classes = [{ key: 'a', es: 'a', en: 'a', least: 30 }]
  const law = { ...seal, requirements: [{ rule: 'degrees', least: 30, most: 50, classes }] } as Seal
  expect(draftOf(law).least).toBe('')
  expect(bodyOf(draftOf(law), law).requirements).toEqual(law.requirements)
})

it('refuses degrees upside down, half of them, and days that are none', () => {
  const named = { ...blankSeal, name_es: 'Nuestro' }
  expect(wrongIn(named)).toEqual({})
  expect(wrongIn(blankSeal)).toEqual({ name_es: true })
  expect(wrongIn({ ...named, least: '40', most: '30' })).toEqual({ most: true })
  expect(wrongIn({ ...named, least: '40' })).toEqual({ most: true })
  expect(wrongIn({ ...named, least: '30', most: '1e308' })).toEqual({ most: true })
  expect(wrongIn({ ...named, least: '30,5', most: '50' })).toEqual({})
  expect(wrongIn({ ...named, rested: '2.5' })).toEqual({ rested: true })
})

it('says what can never bear a name', () => {
  expect(misfits(seal, { category: 'cheese', comuna: '04305' })).toEqual([])
  expect(misfits(seal, { category: 'wine', comuna: '04101' })).toEqual(['category', 'zone'])
  expect(misfits({ ...seal, zone: [] }, { category: 'cheese', comuna: '13101' })).toEqual([])
  expect(misfits(seal, { category: 'cheese', comuna: '' })).toEqual([])
})
