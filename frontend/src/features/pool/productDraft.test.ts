import { expect, it } from 'vitest'
import { blankProduct, daysAfter, productOf, usualUnit } from './productDraft'

it('writes what the server wants, with the unit that is usual for the kind', () => {
  const cheese = { ...blankProduct, name: ' Queso ', category: 'cheese', keeps: '60', months: [9, 10] }
  expect(productOf(cheese)).toMatchObject({
    name: 'Queso',
    units_es: 'quesos',
    units_en: 'cheeses',
    keeps_days: 60,
    season_months: [9, 10],
    photo_ids: [],
  })
  expect(productOf({ ...cheese, unit: 'caja', keeps: '' })).toMatchObject({
    units_es: 'cajas',
    keeps_days: null,
  })
  expect(usualUnit('')).toBe('pieza')
})

it('leaves words of its own as they are', () => {
  expect(productOf({ ...blankProduct, unit: 'otra' })).not.toHaveProperty('unit_es')
})

it('counts days over the end of a month and of daylight saving', () => {
  expect(daysAfter('2026-11-22', 90)).toBe('2027-02-20')
  expect(daysAfter('2028-02-28', 1)).toBe('2028-02-29')
  expect(daysAfter('2026-09-05', 1)).toBe('2026-09-06')
})
