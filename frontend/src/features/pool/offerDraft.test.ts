import { expect, it } from 'vitest'
import { blankOffer, missingIn, type OfferDraft, offerOf, questions, upTo } from './offerDraft'

const cheese: OfferDraft = {
  ...blankOffer,
  name: ' Queso de cabra ',
  category: 'cheese',
  unit: 'queso',
  net_content: '400 g',
  price: '7.990',
  picture: 'queso-maduro',
  comuna: '04305',
}

it('goes as far as the first question that lacks something', () => {
  expect(questions[upTo(blankOffer)]).toBe('producto')
  expect(questions[upTo({ ...cheese, price: '' })]).toBe('precio')
  expect(questions[upTo(cheese)]).toBe('revisar')
})

it('asks how strong a drink is, and taxes it by its kind', () => {
  expect(missingIn('precio', { ...cheese, category: 'spirits' })).toEqual(['degrees'])
  const pisco = { ...cheese, category: 'spirits', unit: 'botella', degrees: '40,5' }
  expect(missingIn('precio', pisco)).toEqual([])
  expect(offerOf(pisco)).toMatchObject({ tax_class: 'iva_ila_spirits', alcohol_degrees: 40.5, picture: '' })
  expect(offerOf({ ...pisco, category: 'beer' }).tax_class).toBe('iva_ila_wine')
})

it('writes what the server wants', () => {
  expect(offerOf(cheese)).toMatchObject({
    name: 'Queso de cabra',
    units_es: 'quesos',
    units_en: 'cheeses',
    price_clp: 7990,
    tax_class: 'iva',
    alcohol_degrees: null,
    withdrawal_right: true,
    emblem: 'cheese',
    picture: 'queso-maduro',
  })
})

it('takes own words for a unit, Spanish ones where English ones are missing', () => {
  const own = { ...cheese, unit: 'otra', unit_es: 'rodela', units_es: 'rodelas' }
  expect(missingIn('unidad', { ...own, units_es: '' })).toEqual(['units_es'])
  expect(offerOf(own)).toMatchObject({ unit_es: 'rodela', units_en: 'rodelas' })
})
