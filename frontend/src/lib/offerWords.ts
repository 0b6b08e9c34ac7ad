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

export interface UnitPrice {
  price: number
  of: 'hundred' | 'kilo' | 'litre'
}

/** What a measure of it costs, to compare: of 100 g up to a kilo, of a kilo, or of a litre; null where it has no measure. */
export function unitPrice(netContent: string, priceClp: number): UnitPrice | null {
  const [, number = '', unit = ''] = /^\s*(\d+(?:[.,]\d+)?)\s*(g|gr|kg|ml|cc|l|lt)\b/i.exec(netContent) ?? []
  const amount = Number(number.replace(',', '.'))
  if (!amount) return null
  const per = (measure: number) => Math.round((priceClp * measure) / amount)
  switch (unit.toLowerCase()) {
    case 'g':
    case 'gr':
      return amount === 100 ? null : { price: per(100), of: 'hundred' }
    case 'kg':
      return amount === 1 ? null : { price: per(1), of: 'kilo' }
    case 'ml':
    case 'cc':
      return { price: per(1000), of: 'litre' }
    default:
      return amount === 1 ? null : { price: per(1), of: 'litre' }
  }
}
