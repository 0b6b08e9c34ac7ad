import { expect, it } from 'vitest'
import { measure, unitOf } from './offerWords'

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
