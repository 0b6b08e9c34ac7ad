import { expect, it } from 'vitest'
import { asked, type Founding, upTo } from './founding'

const blank: Founding = { producer_id: 'p', kind: '', name: '', purpose: '', comuna: '', statutes_text: '' }

it('asks for whom only where there is a choice', () => {
  expect(asked(1)).toEqual(['forma', 'nombre', 'proposito', 'comuna', 'estatutos', 'revisar'])
  expect(asked(2)[0]).toBe('quien')
})

it('goes as far as the first question without an answer', () => {
  const names = asked(1)
  expect(upTo(names, blank)).toBe(0)
  expect(upTo(names, { ...blank, kind: 'cooperative', name: '  ' })).toBe(1)
  const full = { ...blank, kind: 'cooperative', name: 'A', purpose: 'B', comuna: '04305', statutes_text: 'C' }
  expect(names[upTo(names, full)]).toBe('revisar')
  expect(names[upTo(names, { ...full, purpose: '' })]).toBe('proposito')
})
