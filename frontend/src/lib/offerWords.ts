import type { Language } from './format'

interface Units {
  unit_es: string
  units_es: string
  unit_en: string
  units_en: string
}

interface Measured {
  net_content: string
  alcohol_degrees: number | null
}

/** «queso» or «quesos», in the reader's language. */
export function unitOf(offer: Units, units: number, language: Language): string {
  if (language === 'en') return units === 1 ? offer.unit_en : offer.units_en
  return units === 1 ? offer.unit_es : offer.units_es
}

/** «400 g · 40°» */
export function measure(offer: Measured, number: (n: number) => string): string {
  const degrees = offer.alcohol_degrees === null ? '' : `${number(offer.alcohol_degrees)}°`
  return [offer.net_content, degrees].filter(Boolean).join(' · ')
}
