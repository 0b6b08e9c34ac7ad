import { expect, it } from 'vitest'
import { checkForm } from './checkForm'

const t = (key: string) => key
const whole = {
  name: 'Camila',
  email: 'camila@example.cl',
  delivery: 'pickup',
  address: '',
  adult: false,
} as const

it('lets through what is whole', () => {
  expect(checkForm(whole, false, t)).toBe(null)
})

it('names each field that is missing', () => {
  const problem = checkForm(
    { name: ' ', email: 'camila@', delivery: 'home', address: '', adult: false },
    true,
    t,
  )
  expect(problem?.fields.map(({ attr }) => attr)).toEqual(['name', 'email', 'address', 'adult'])
})

it('asks for an address and for the age only where they are needed', () => {
  expect(checkForm({ ...whole, delivery: 'home', address: 'Los Aromos 1420' }, false, t)).toBe(null)
  expect(checkForm(whole, true, t)?.fields).toHaveLength(1)
})
