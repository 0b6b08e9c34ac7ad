import type { AssociationKind } from '@/api/memberTypes'

export interface Founding {
  producer_id: string
  kind: string
  name: string
  purpose: string
  comuna: string
  statutes_text: string
}

export const kinds: AssociationKind[] = [
  'cooperative',
  'trade_association',
  'agricultural_community',
  'producers_group',
]

/** The address of each question, and which answer it asks for. */
export const questions = [
  ['quien', 'producer_id'],
  ['forma', 'kind'],
  ['nombre', 'name'],
  ['proposito', 'purpose'],
  ['comuna', 'comuna'],
  ['estatutos', 'statutes_text'],
] as const satisfies [string, keyof Founding][]

export type Question = (typeof questions)[number][0] | 'revisar'

/** The questions that this person is asked: who has only one producer is not asked which. */
export function asked(producers: number): Question[] {
  const all: Question[] = questions.map(([question]) => question)
  return [...(producers > 1 ? all : all.filter((question) => question !== 'quien')), 'revisar']
}

export const answerOf = (question: Question): keyof Founding | undefined =>
  questions.find(([one]) => one === question)?.[1]

/** How far one may go: up to the first question without an answer. */
export function upTo(names: Question[], draft: Founding): number {
  const open = names.findIndex((question) => {
    const answer = answerOf(question)
    return answer !== undefined && !draft[answer].trim()
  })
  return open < 0 ? names.length - 1 : open
}
