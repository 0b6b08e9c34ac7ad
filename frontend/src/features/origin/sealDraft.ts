import type { Seal, SealInput } from '@/api/originTypes'

type Requirement = Record<string, unknown> & { rule?: string }

/** What the form asks of an own seal; requirements of kinds that it doesn't ask are kept as they are. */
export interface SealDraft {
  name_es: string
  name_en: string
  about_es: string
  about_en: string
  rules_es: string
  rules_en: string
  /** CUT codes of comunas; none is anywhere. */
  comunas: string[]
  placed: boolean
  made: boolean
  categories: string[]
  least: string
  most: string
  rested: string
  bottled: boolean
  months: number[]
  others: Requirement[]
}

export const blankSeal: SealDraft = {
  name_es: '',
  name_en: '',
  about_es: '',
  about_en: '',
  rules_es: '',
  rules_en: '',
  comunas: [],
  placed: true,
  made: true,
  categories: [],
  least: '',
  most: '',
  rested: '',
  bottled: false,
  months: [],
  others: [],
}

const asked = ['zone', 'made_in_zone', 'category', 'degrees', 'rested_days', 'bottled_in_units', 'season']

export function draftOf(seal: Seal): SealDraft {
  const rules = seal.requirements as Requirement[]
  const of = (rule: string) => rules.find((one) => one.rule === rule)
  const degrees = of('degrees')
  // Classes that follow from the degrees are no question of this form.
  const plain = degrees && !(degrees.classes as unknown[] | undefined)?.length
  const { name_es, name_en, about_es, about_en, rules_es, rules_en } = seal
  return {
    ...{ name_es, name_en, about_es, about_en, rules_es, rules_en },
    comunas: seal.zone.length === 0 ? [] : seal.comunas,
    placed: of('zone') !== undefined,
    made: of('made_in_zone') !== undefined,
    categories: (of('category')?.allowed as string[] | undefined) ?? [],
    least: plain ? String(degrees.least) : '',
    most: plain ? String(degrees.most) : '',
    rested: String(of('rested_days')?.least ?? ''),
    bottled: of('bottled_in_units') !== undefined,
    months: (of('season')?.months as number[] | undefined) ?? [],
    others: rules.filter(({ rule }) => !asked.includes(rule ?? '') || (rule === 'degrees' && !plain)),
  }
}

const number = (typed: string) => Number(typed.replace(',', '.'))

/** `zone`: what it was before, kept while the comunas are the same: a region's code covers comunas that no list here names. */
export function bodyOf(draft: SealDraft, before?: Seal): SealInput {
  const requirements: Requirement[] = []
  if (draft.categories.length > 0) requirements.push({ rule: 'category', allowed: draft.categories })
  if (draft.comunas.length > 0) {
    if (draft.placed) requirements.push({ rule: 'zone' })
    if (draft.made) requirements.push({ rule: 'made_in_zone' })
  }
  if (draft.least !== '' && draft.most !== '') {
    requirements.push({ rule: 'degrees', least: number(draft.least), most: number(draft.most) })
  }
  if (draft.rested !== '') requirements.push({ rule: 'rested_days', least: number(draft.rested) })
  if (draft.bottled) requirements.push({ rule: 'bottled_in_units' })
  if (draft.months.length > 0) {
    requirements.push({ rule: 'season', months: [...draft.months].sort((a, b) => a - b) })
  }
  const same = before && [...before.comunas].sort().join() === [...draft.comunas].sort().join()
  return {
    name_es: draft.name_es.trim(),
    name_en: draft.name_en.trim() || draft.name_es.trim(),
    about_es: draft.about_es.trim(),
    about_en: draft.about_en.trim(),
    rules_es: draft.rules_es.trim(),
    rules_en: draft.rules_en.trim(),
    zone: same ? before.zone : [...draft.comunas].sort(),
    requirements: [...requirements, ...draft.others],
  }
}

/** Which field can't be like that, before it is sent. */
export function wrongIn(draft: SealDraft): Partial<Record<'name_es' | 'comunas' | 'most' | 'rested', true>> {
  const [least, most, rested] = [number(draft.least), number(draft.most), number(draft.rested)]
  const half = (draft.least === '') !== (draft.most === '')
  const within = (value: number) => value >= 0 && value <= 96
  return {
    ...(!draft.name_es.trim() && { name_es: true as const }),
    ...((half || (draft.least !== '' && !(within(least) && within(most) && least <= most))) && {
      most: true as const,
    }),
    ...(draft.rested !== '' &&
      !(Number.isInteger(rested) && rested >= 1 && rested <= 36_500) && { rested: true as const }),
  }
}
