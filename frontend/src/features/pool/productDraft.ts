import type { CreateProduct, Picture, Product } from '@/api/memberTypes'
import type { Category } from '@/api/types'
import { degreesOf, isDrink, type Unit, units } from './offerDraft'

export interface ProductDraft {
  name: string
  category: string
  /** A key of `units`, or what the product says already. */
  unit: string
  net_content: string
  keeps: string
  description_es: string
  description_en: string
  perishable: boolean
  months: number[]
  photos: Picture[]
  price: string
  /** Whoever makes a drink pays the tax on alcohol; who resells one doesn't. */
  resold: boolean
  degrees: string
  withdrawal: boolean
  comuna: string
  story_es: string
  story_en: string
  gtin: string
}

export const blankProduct: ProductDraft = {
  name: '',
  category: '',
  unit: '',
  net_content: '',
  keeps: '',
  description_es: '',
  description_en: '',
  perishable: false,
  months: [],
  photos: [],
  price: '',
  resold: false,
  degrees: '',
  withdrawal: true,
  comuna: '',
  story_es: '',
  story_en: '',
  gtin: '',
}

/** What most products of a kind are counted in; the person may choose another. */
const usual: Partial<Record<Category, Unit>> = {
  cheese: 'queso',
  spirits: 'botella',
  wine: 'botella',
  beer: 'botella',
  fruit: 'kilo',
  dried_fruit: 'bolsa',
  preserves: 'frasco',
  sweets: 'caja',
  oil: 'botella',
  honey: 'frasco',
  meat: 'kilo',
  seafood: 'kilo',
  craft: 'pieza',
  experience: 'persona',
}

export function usualUnit(category: string): Unit {
  return usual[category as Category] ?? 'pieza'
}

/** The key under which the form shows how a product is counted; «otra» keeps its own words. */
export function unitKeyOf(product: Product): string {
  const known = (Object.keys(units) as Unit[]).find((key) => units[key][1] === product.units_es)
  return known ?? 'otra'
}

export function draftOf(product: Product): ProductDraft {
  return {
    name: product.name,
    category: product.category,
    unit: unitKeyOf(product),
    net_content: product.net_content,
    keeps: product.keeps_days ? String(product.keeps_days) : '',
    description_es: product.description_es,
    description_en: product.description_en,
    perishable: product.perishable,
    months: product.season_months,
    photos: product.photos,
    price: product.price_clp ? String(product.price_clp) : '',
    resold: isDrink(product.category) && product.tax_class === 'iva',
    degrees: product.alcohol_degrees === null ? '' : String(product.alcohol_degrees),
    withdrawal: product.withdrawal_right,
    comuna: product.comuna,
    story_es: product.story_es,
    story_en: product.story_en,
    gtin: product.gtin,
  }
}

export function productOf(draft: ProductDraft): CreateProduct {
  const key = draft.unit || usualUnit(draft.category)
  const words = key === 'otra' ? undefined : units[key as Unit]
  return {
    name: draft.name.trim(),
    category: draft.category as Category,
    ...(words && { unit_es: words[0], units_es: words[1], unit_en: words[2], units_en: words[3] }),
    net_content: draft.net_content.trim(),
    keeps_days: Number(draft.keeps) || null,
    description_es: draft.description_es.trim(),
    description_en: draft.description_en.trim(),
    perishable: draft.perishable,
    season_months: draft.months,
    price_clp: Number(draft.price) || null,
    tax_class: taxOf(draft),
    alcohol_degrees: isDrink(draft.category) && draft.degrees.trim() ? degreesOf(draft.degrees) : null,
    withdrawal_right: draft.withdrawal || !mayKeep(draft),
    comuna: draft.comuna,
    story_es: draft.story_es.trim(),
    story_en: draft.story_en.trim(),
    gtin: draft.gtin.trim(),
    photo_ids: draft.photos.map(({ id }) => id),
  }
}

/** What spoils, is made to order or happens on a day may be sold without the right to send it back. */
export function mayKeep({ perishable, category }: Pick<ProductDraft, 'perishable' | 'category'>): boolean {
  return perishable || category === 'craft' || category === 'experience'
}

export function degreesWrong({ category, degrees }: Pick<ProductDraft, 'category' | 'degrees'>): boolean {
  const value = degreesOf(degrees)
  return isDrink(category) && degrees.trim() !== '' && !(value >= 0.1 && value <= 96)
}

function taxOf({ category, resold }: ProductDraft): NonNullable<CreateProduct['tax_class']> {
  if (!isDrink(category) || resold) return 'iva'
  return category === 'spirits' ? 'iva_ila_spirits' : 'iva_ila_wine'
}

/** The day so many days after another, both as `2026-11-22`. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
