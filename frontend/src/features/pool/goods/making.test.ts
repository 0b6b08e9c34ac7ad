import { describe, expect, it } from 'vitest'
import type { Fact } from '@/api/goodsTypes'
import type { Lot } from '@/api/memberTypes'
import { askedOf, blankMaking, checkMaking, factsOf, likeLast, makingOf, usable } from './making'

const fact = (key: string, kind: Fact['kind'], highest = 0): Fact => ({
  key,
  kind,
  asked: [{ category: 'spirits', es: key, en: key }],
  values: [],
  lowest: 0,
  highest,
  unit_es: '',
  unit_en: '',
})
const facts = [
  fact('grapes', 'choices'),
  fact('still', 'choice'),
  fact('rested_days', 'number', 36_500),
  fact('distilled_at', 'decimal', 96),
  fact('bottled_in_units', 'flag'),
]
const lot = (part: Partial<Lot>) =>
  ({ id: 'a', free: 5, made_on: '2026-01-01', best_before: null, facts: {}, ...part }) as Lot

describe('how a lot was made', () => {
  it('sends what was said, as what it is', () => {
    const answers = { grapes: ['torontel'], rested_days: '75', distilled_at: '60,5', bottled_in_units: 'no' }
    expect(factsOf(facts, { ...answers, still: '', milk: 'cabra' })).toEqual({
      grapes: ['torontel'],
      rested_days: 75,
      distilled_at: 60.5,
      bottled_in_units: false,
    })
    expect(askedOf(facts, 'cheese')).toEqual([])
  })

  it('proposes what stays alike, and no days or proofs', () => {
    const last = lot({ facts: { grapes: ['torontel'], rested_days: 75, bottled_in_units: true } })
    expect(likeLast(facts, last)).toEqual({ grapes: ['torontel'] })
    expect(likeLast(facts, undefined)).toEqual({})
  })

  it('names what can’t be before it is sent', () => {
    const making = { ...blankMaking, degrees: '400', answers: { rested_days: '2.5', distilled_at: 'x' } }
    const inputs = [{ key: '1', lot: 'a', units: '6' }]
    expect(checkMaking({ ...making, inputs }, facts, [lot({})])).toEqual({
      alcohol_degrees: 'number',
      'facts.rested_days': 'number',
      'facts.distilled_at': 'number',
      inputs: 'short',
    })
  })

  it('sends degrees of drinks alone, and inputs that were filled in', () => {
    const making = {
      ...blankMaking,
      degrees: '40,5',
      comuna: '04106',
      inputs: [
        { key: '1', lot: 'a', units: '2' },
        { key: '2', lot: '', units: '' },
      ],
    }
    expect(makingOf(making, [], 'spirits')).toEqual({
      comuna: '04106',
      alcohol_degrees: 40.5,
      facts: {},
      inputs: [{ lot_id: 'a', units: 2 }],
    })
    expect(makingOf(making, [], 'cheese').alcohol_degrees).toBeNull()
  })

  it('offers lots that were there on that day', () => {
    const lots = [
      lot({ id: 'old' }),
      lot({ id: 'empty', free: 0 }),
      lot({ id: 'younger', made_on: '2026-03-02' }),
      lot({ id: 'past', best_before: '2026-02-01' }),
    ]
    expect(usable(lots, '2026-03-01').map(({ id }) => id)).toEqual(['old'])
  })
})
