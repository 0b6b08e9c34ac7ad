import { type FieldProblem, Problem } from '@/lib/problem'

/** What the buyer answers on the way to paying. */
export interface Answers {
  name: string
  email: string
  delivery: 'pickup' | 'home'
  address: string
  adult: boolean
}

export type Field = 'name' | 'email' | 'address' | 'adult'
export type Question = 'entrega' | 'quien' | 'edad' | 'revisar'

/** The question that asks for each field, by the name in its address. */
export const questionOf: Record<Field | 'delivery', Question> = {
  delivery: 'entrega',
  address: 'entrega',
  name: 'quien',
  email: 'quien',
  adult: 'edad',
}

/** Who buys no alcohol is not asked for her age. */
export function asked(forAdults: boolean): Question[] {
  return forAdults ? ['entrega', 'quien', 'edad', 'revisar'] : ['entrega', 'quien', 'revisar']
}

/** What is plainly missing, in the order in which it is asked. */
export function missing(answers: Answers, forAdults: boolean): Field[] {
  const fields: Field[] = []
  if (answers.delivery === 'home' && !answers.address.trim()) fields.push('address')
  if (!answers.name.trim()) fields.push('name')
  if (!/^\S+@\S+\.\S+$/.test(answers.email.trim())) fields.push('email')
  if (forAdults && !answers.adult) fields.push('adult')
  return fields
}

/** How far one may go: up to the first question that lacks something. */
export function upTo(names: Question[], answers: Answers, forAdults: boolean): number {
  const [first] = missing(answers, forAdults)
  return first ? names.indexOf(questionOf[first]) : names.length - 1
}

type Texts = (key: `missing.${Field}`) => string

/** What one question lacks, said before anything is sent, in the shape in which the server says it. */
export function lacking(question: Question, answers: Answers, forAdults: boolean, t: Texts): Problem | null {
  const errors: FieldProblem[] = missing(answers, forAdults)
    .filter((field) => questionOf[field] === question)
    .map((attr) => ({ code: `missing_${attr}`, attr, detail: t(`missing.${attr}`) }))
  return errors.length > 0 ? new Problem(400, { code: 'validation_error', errors }) : null
}
