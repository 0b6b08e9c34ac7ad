import { expect, it } from 'vitest'
import { answered, asked, fieldOf, nothing, upTo } from './applying'

const join = {
  admission: 'board' as const,
  takes_applications: true,
  questions: [
    { text: '¿Qué produces?', required: true },
    { text: '¿Algo más?', required: false },
  ],
}

it('asks who applies only where there is a choice', () => {
  expect(asked(join, 1)).toEqual(['p1', 'p2', 'revisar'])
  expect(asked(join, 2)).toEqual(['quien', 'p1', 'p2', 'revisar'])
})

it('stops at the first required question without an answer', () => {
  const draft = { ...nothing(join), producer_id: 'x' }
  const steps = asked(join, 2)
  expect(steps[upTo(steps, draft, join)]).toBe('p1')
  const said = { ...draft, [fieldOf('¿Qué produces?')]: 'Queso' }
  expect(steps[upTo(steps, said, join)]).toBe('revisar')
  expect(answered('p2', said, join)).toBe(true)
})

it('takes blanks for no answer', () => {
  const draft = { ...nothing(join), [fieldOf('¿Qué produces?')]: '  ' }
  expect(answered('p1', draft, join)).toBe(false)
})
