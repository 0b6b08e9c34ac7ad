import type { Fact } from '@/api/goodsTypes'
import type { CreateLot, Lot } from '@/api/memberTypes'
import { isDrink } from '../offerDraft'

/** What a form says to the questions about how a lot was made: as it was typed or chosen. */
export type Answers = Record<string, string | string[]>

export interface InputDraft {
  /** Which row of the form it is. */
  key: string
  lot: string
  units: string
}

/** What is told of a lot beside how much and when. */
export interface Making {
  comuna: string
  degrees: string
  answers: Answers
  inputs: InputDraft[]
}

export const blankMaking: Making = { comuna: '', degrees: '', answers: {}, inputs: [] }

export function askedOf(facts: Fact[], category: string): Fact[] {
  return facts.filter((fact) => fact.asked.some((one) => one.category === category))
}

/** «12,5» and «12.5» are the same; what is no number stays wrong until the server says so. */
const numberOf = (typed: string) => Number(typed.trim().replace(',', '.'))

/** What is sent of the answers: nothing of what isn't asked of this kind of product. */
export function factsOf(asked: Fact[], answers: Answers): Record<string, unknown> {
  const said = asked.flatMap(({ key, kind }): [string, unknown][] => {
    const answer = answers[key]
    if (answer === undefined || answer.length === 0) return []
    if (kind === 'flag') return [[key, answer === 'yes']]
    if (kind === 'number' || kind === 'decimal') return [[key, numberOf(String(answer))]]
    return [[key, answer]]
  })
  return Object.fromEntries(said)
}

/** Of the lot before of the same product: what stays alike from one time to the next. Days and proofs don't. */
export function likeLast(asked: Fact[], last: Lot | undefined): Answers {
  const alike = asked.flatMap(({ key, kind }): [string, string | string[]][] => {
    const answer = last?.facts[key]
    const stays = kind === 'choice' || kind === 'choices'
    return stays && answer ? [[key, answer as string | string[]]] : []
  })
  return Object.fromEntries(alike)
}

/** The lots that may have gone into one made on a day: there was something left, and they were made before. */
export function usable(lots: Lot[], madeOn: string): Lot[] {
  return lots.filter(
    (lot) => lot.free > 0 && lot.made_on <= madeOn && (lot.best_before === null || lot.best_before >= madeOn),
  )
}

export function makingOf(
  making: Making,
  asked: Fact[],
  category: string,
): Pick<CreateLot, 'comuna' | 'alcohol_degrees' | 'facts' | 'inputs'> {
  return {
    comuna: making.comuna,
    alcohol_degrees: isDrink(category) && making.degrees.trim() ? numberOf(making.degrees) : null,
    facts: factsOf(asked, making.answers),
    inputs: making.inputs
      .filter(({ lot, units }) => lot && Number(units) > 0)
      .map(({ lot, units }) => ({ lot_id: lot, units: Number(units) })),
  }
}

/** What is wrong with it before it is sent: the field → whether. */
export function checkMaking(making: Making, asked: Fact[], lots: Lot[]): Record<string, 'number' | 'short'> {
  const wrong: Record<string, 'number' | 'short'> = {}
  const degrees = numberOf(making.degrees)
  if (making.degrees.trim() && !(degrees >= 0.1 && degrees <= 96)) wrong.alcohol_degrees = 'number'
  for (const { key, kind, lowest, highest } of asked) {
    const typed = making.answers[key]
    if ((kind !== 'number' && kind !== 'decimal') || !typed) continue
    const value = numberOf(String(typed))
    const whole = kind === 'decimal' || Number.isInteger(value)
    if (!(whole && value >= lowest && value <= highest)) wrong[`facts.${key}`] = 'number'
  }
  for (const { lot, units } of making.inputs) {
    const used = lots.find(({ id }) => id === lot)
    if (used && Number(units) > used.free) wrong.inputs = 'short'
  }
  return wrong
}
