import type { Format } from '@/lib/format'
import { unitOf } from '@/lib/offerWords'
import type { Command } from './command'

/** «30 quesos», in the language that is read now. */
export function unitsSaid(values: Command['values'], count: number, format: Format): string {
  const words = { unit_es: '', units_es: '', unit_en: '', units_en: '', ...values }
  return `${format.count(count)} ${unitOf(words, count, format.language)}`
}

interface Units {
  unit_es: string
  units_es: string
  unit_en: string
  units_en: string
}

/** What a command keeps of an offer, to say its units in either language. */
export const unitWords = ({ unit_es, units_es, unit_en, units_en }: Units) => ({
  unit_es,
  units_es,
  unit_en,
  units_en,
})
