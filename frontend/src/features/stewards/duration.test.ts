import { expect, it } from 'vitest'
import { duration } from './duration'

it('says how long in the unit that fits, in both languages', () => {
  expect(duration(4.4, 'es')).toBe('4 segundos')
  expect(duration(1, 'en')).toBe('1 second')
  expect(duration(720, 'es')).toBe('12 minutos')
  expect(duration(3 * 3600, 'en')).toBe('3 hours')
  expect(duration(50 * 3600, 'es')).toBe('2 días')
  expect(duration(-1, 'en')).toBe('0 seconds')
})
