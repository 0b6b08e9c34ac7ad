import { expect, it } from 'vitest'
import { type Answers, asked, lacking, missing, upTo } from './checkout'

const t = (key: string) => key
const whole: Answers = {
  name: 'Camila',
  email: 'camila+quesos@example.cl',
  delivery: 'pickup',
  address: '',
  adult: false,
}

it('asks for the age only where there is alcohol', () => {
  expect(asked(false)).toEqual(['entrega', 'quien', 'revisar'])
  expect(asked(true)).toContain('edad')
  expect(missing(whole, false)).toEqual([])
  expect(missing(whole, true)).toEqual(['adult'])
})

it('lets nobody skip a question by its address', () => {
  expect(upTo(asked(false), whole, false)).toBe(2)
  expect(upTo(asked(true), whole, true)).toBe(2)
  expect(upTo(asked(true), { ...whole, email: 'camila@' }, true)).toBe(1)
  expect(upTo(asked(false), { ...whole, delivery: 'home', name: '' }, false)).toBe(0)
})

it('names what the question at hand lacks, and nothing else', () => {
  const nothing: Answers = { name: ' ', email: 'camila@', delivery: 'home', address: '', adult: false }
  const fields = (question: Parameters<typeof lacking>[0]) =>
    lacking(question, nothing, true, t)?.fields.map(({ attr }) => attr)
  expect(fields('entrega')).toEqual(['address'])
  expect(fields('quien')).toEqual(['name', 'email'])
  expect(fields('edad')).toEqual(['adult'])
  expect(lacking('quien', whole, false, t)).toBe(null)
})
