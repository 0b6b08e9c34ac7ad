import type { HowToJoin } from '@/api/memberTypes'

/** What is typed: the producer, and each answer by the words of its question. */
export interface Applying {
  producer_id: string
  [answer: string]: string
}

export const fieldOf = (question: string) => `answer:${question}`

export function nothing({ questions }: HowToJoin): Applying {
  const answers = questions.map(({ text }) => [fieldOf(text), ''] as const)
  return { producer_id: '', ...Object.fromEntries(answers) }
}

export const answerTo = (draft: Applying, question: string) => (draft[fieldOf(question)] ?? '').trim()

/** `quien`, one step for each question of the association (`p1` …), and the review. */
export type Step = 'quien' | `p${number}` | 'revisar'

export function asked({ questions }: HowToJoin, producers: number): Step[] {
  const each = questions.map((_, index): Step => `p${index + 1}`)
  return [...(producers > 1 ? (['quien'] as const) : []), ...each, 'revisar']
}

export const questionOf = ({ questions }: HowToJoin, step: Step) =>
  step.startsWith('p') ? questions[Number(step.slice(1)) - 1] : undefined

export function answered(step: Step, draft: Applying, join: HowToJoin): boolean {
  if (step === 'quien') return draft.producer_id !== ''
  const question = questionOf(join, step)
  return !question?.required || answerTo(draft, question.text) !== ''
}

/** How far one may go: up to the first question that needs an answer. */
export function upTo(steps: Step[], draft: Applying, join: HowToJoin): number {
  const open = steps.findIndex((step) => !answered(step, draft, join))
  return open < 0 ? steps.length - 1 : open
}
