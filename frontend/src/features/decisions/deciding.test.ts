import { expect, it } from 'vitest'
import { answered, asked, bodyOf, nothing, upTo } from './deciding'

const now = new Date('2026-11-22T15:00:00Z')

it('asks for details only where there are any', () => {
  expect(asked('free_text')).not.toContain('detalle')
  expect(asked('elect')).toContain('detalle')
})

it('goes as far as the first open question', () => {
  const draft = { ...nothing, kind: 'elect', role: 'president', seats: 2, candidates: 'a' }
  expect(upTo(asked('elect'), draft)).toBe(1)
  expect(upTo(asked('elect'), { ...draft, candidates: 'a b' })).toBe(2)
})

it('wants an end that exists', () => {
  expect(answered('cuando', { ...nothing, closes: '2026-09-06T00:30' })).toBe(false)
  expect(answered('cuando', { ...nothing, closes: '2026-12-01T21:00' })).toBe(true)
})

it('sends what the kind needs, and begins now if nothing else was said', () => {
  const body = bodyOf(
    { ...nothing, kind: 'elect', role: 'president', candidates: 'a b', closes: '2026-12-01T21:00' },
    now,
  )
  expect(body.params).toEqual({ role: 'president', seats: 1, candidates: ['a', 'b'] })
  expect(body.opens_at).toBe(now.toISOString())
  expect(body.closes_at).toBe('2026-12-02T00:00:00.000Z')
  expect(body.second_closes_at).toBeNull()
})

it('asks by which rule sales would be shared, and sends its name', () => {
  const draft = { ...nothing, kind: 'change_rule', rule: 'catalog.allocation' }
  expect(answered('detalle', draft)).toBe(false)
  const chosen = { ...draft, division: 'rotation' }
  expect(answered('detalle', chosen)).toBe(true)
  expect(bodyOf(chosen, new Date()).params).toEqual({ rule: 'catalog.allocation', value: 'rotation' })
})
