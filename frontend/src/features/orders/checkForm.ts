import { type FieldProblem, Problem } from '@/lib/problem'

interface Values {
  name: string
  email: string
  delivery: 'pickup' | 'home'
  address: string
  adult: boolean
}

type Texts = (key: 'missing.name' | 'missing.email' | 'missing.address' | 'missing.adult') => string

/** What is plainly missing, said before anything is sent, in the shape in which the server says it. */
export function checkForm(values: Values, forAdults: boolean, t: Texts): Problem | null {
  const errors: FieldProblem[] = []
  const wrong = (attr: 'name' | 'email' | 'address' | 'adult') =>
    errors.push({ code: `missing_${attr}`, attr, detail: t(`missing.${attr}`) })
  if (!values.name.trim()) wrong('name')
  if (!/^\S+@\S+\.\S+$/.test(values.email.trim())) wrong('email')
  if (values.delivery === 'home' && !values.address.trim()) wrong('address')
  if (forAdults && !values.adult) wrong('adult')
  return errors.length > 0 ? new Problem(400, { code: 'validation_error', errors }) : null
}
