import { expect, it } from 'vitest'
import { measure, unitOf, unitPrice } from './offerWords'

const cheese = { unit_es: 'queso', units_es: 'quesos', unit_en: 'cheese', units_en: 'cheeses' }

it('names units in the reader’s language', () => {
  expect(unitOf(cheese, 1, 'es')).toBe('queso')
  expect(unitOf(cheese, 12, 'es')).toBe('quesos')
  expect(unitOf(cheese, 12, 'en')).toBe('cheeses')
})

it('says how much is in it', () => {
  expect(measure({ net_content: '750 ml', alcohol_degrees: 40 }, String)).toBe('750 ml · 40°')
  expect(measure({ net_content: '', alcohol_degrees: null }, String)).toBe('')
})

it('says what a measure costs, to compare', () => {
  expect(unitPrice('400 g', 7990)).toEqual({ price: 1998, of: 'hundred' })
  expect(unitPrice('750 ml', 18990)).toEqual({ price: 25320, of: 'litre' })
  expect(unitPrice('1,5 kg', 9000)).toEqual({ price: 6000, of: 'kilo' })
  expect(unitPrice('12 u', 4000)).toBe(null)
  expect(unitPrice('1 kg', 2490)).toBe(null)
  expect(unitPrice('', 2490)).toBe(null)
})
