import type { CreateOffer, Picture } from '@/api/memberTypes'
import type { Category } from '@/api/types'
import type { EmblemName } from '@/ui/Emblem'

export interface OfferDraft {
  name: string
  category: string
  unit: string
  unit_es: string
  units_es: string
  unit_en: string
  units_en: string
  net_content: string
  price: string
  degrees: string
  description_es: string
  description_en: string
  perishable: boolean
  picture: string
  photos: Picture[]
  comuna: string
}

export const blankOffer: OfferDraft = {
  name: '',
  category: '',
  unit: '',
  unit_es: '',
  units_es: '',
  unit_en: '',
  units_en: '',
  net_content: '',
  price: '',
  degrees: '',
  description_es: '',
  description_en: '',
  perishable: false,
  picture: '',
  photos: [],
  comuna: '',
}

export const categories: Category[] = [
  'cheese',
  'spirits',
  'wine',
  'beer',
  'fruit',
  'dried_fruit',
  'preserves',
  'sweets',
  'oil',
  'honey',
  'meat',
  'seafood',
  'craft',
  'experience',
]

/** How things are counted, in the singular and the plural of both languages. */
export const units = {
  queso: ['queso', 'quesos', 'cheese', 'cheeses'],
  botella: ['botella', 'botellas', 'bottle', 'bottles'],
  frasco: ['frasco', 'frascos', 'jar', 'jars'],
  caja: ['caja', 'cajas', 'box', 'boxes'],
  bolsa: ['bolsa', 'bolsas', 'bag', 'bags'],
  kilo: ['kilo', 'kilos', 'kilo', 'kilos'],
  litro: ['litro', 'litros', 'litre', 'litres'],
  docena: ['docena', 'docenas', 'dozen', 'dozens'],
  pieza: ['pieza', 'piezas', 'piece', 'pieces'],
  persona: ['persona', 'personas', 'person', 'people'],
} as const

export type Unit = keyof typeof units

/** The drawing that stands for a kind of product until there are photographs, and what may stand in the square. */
const looks: Record<Category, { emblem: EmblemName; pictures: string[] }> = {
  cheese: { emblem: 'cheese', pictures: ['queso-maduro', 'queso-fresco', 'cabritas'] },
  spirits: { emblem: 'still', pictures: ['pisco'] },
  wine: { emblem: 'pajarete', pictures: ['pajarete'] },
  beer: { emblem: 'bottle', pictures: [] },
  fruit: { emblem: 'papaya', pictures: ['papaya', 'copao'] },
  dried_fruit: { emblem: 'generic', pictures: [] },
  preserves: { emblem: 'jar', pictures: ['papaya-conserva'] },
  sweets: { emblem: 'jar', pictures: ['papaya-conserva'] },
  oil: { emblem: 'olive', pictures: ['oliva'] },
  honey: { emblem: 'jar', pictures: ['miel'] },
  meat: { emblem: 'goat', pictures: ['cabritas'] },
  seafood: { emblem: 'shell', pictures: ['ostion'] },
  craft: { emblem: 'loom', pictures: ['textil', 'combarbalita'] },
  experience: { emblem: 'star', pictures: ['visita'] },
}

const isCategory = (value: string): value is Category => value in looks

export function emblemOf(category: string): EmblemName {
  return isCategory(category) ? looks[category].emblem : 'generic'
}

export function picturesFor(category: string): string[] {
  return isCategory(category) ? looks[category].pictures : []
}

/** Wine, beer and spirits say how strong they are; the tax follows from it. */
export function isDrink(category: string): boolean {
  return ['spirits', 'wine', 'beer'].includes(category)
}

export const questions = ['producto', 'unidad', 'precio', 'relato', 'comuna', 'revisar'] as const
export type OfferQuestion = (typeof questions)[number]

/** «12,5» and «12.5» are the same. */
export const degreesOf = (typed: string) => Number(typed.replace(',', '.'))
const wholePesos = (typed: string) => Number(typed.replace(/\D/g, ''))

/** The fields of a question that are still to be put right. */
export function missingIn(question: OfferQuestion, draft: OfferDraft): (keyof OfferDraft)[] {
  const empty = (...fields: (keyof OfferDraft)[]) => fields.filter((field) => !String(draft[field]).trim())
  switch (question) {
    case 'producto':
      return empty('name', 'category')
    case 'unidad':
      return draft.unit === 'otra' ? empty('unit_es', 'units_es') : empty('unit')
    case 'precio': {
      const degrees = degreesOf(draft.degrees)
      const wrong: (keyof OfferDraft)[] = wholePesos(draft.price) >= 1 ? [] : ['price']
      return isDrink(draft.category) && !(degrees > 0 && degrees <= 96) ? [...wrong, 'degrees'] : wrong
    }
    case 'comuna':
      return empty('comuna')
    default:
      return []
  }
}

/** How far one may go: up to the first question that lacks something. */
export function upTo(draft: OfferDraft): number {
  const open = questions.findIndex((question) => missingIn(question, draft).length > 0)
  return open < 0 ? questions.length - 1 : open
}

export function offerOf(draft: OfferDraft): CreateOffer {
  const own = draft.unit === 'otra'
  const [unit_es, units_es, unit_en, units_en] = own
    ? [draft.unit_es, draft.units_es, draft.unit_en || draft.unit_es, draft.units_en || draft.units_es]
    : units[draft.unit as Unit]
  const drink = isDrink(draft.category)
  return {
    name: draft.name.trim(),
    category: draft.category as Category,
    unit_es: unit_es.trim(),
    units_es: units_es.trim(),
    unit_en: unit_en.trim(),
    units_en: units_en.trim(),
    net_content: draft.net_content.trim(),
    price_clp: wholePesos(draft.price),
    tax_class: !drink ? 'iva' : draft.category === 'spirits' ? 'iva_ila_spirits' : 'iva_ila_wine',
    alcohol_degrees: drink ? degreesOf(draft.degrees) : null,
    description_es: draft.description_es.trim(),
    description_en: draft.description_en.trim(),
    perishable: draft.perishable,
    // What spoils or is made for one day can't be sent back.
    withdrawal_right: !draft.perishable && draft.category !== 'experience',
    comuna: draft.comuna,
    emblem: emblemOf(draft.category),
    picture: picturesFor(draft.category).includes(draft.picture) ? draft.picture : '',
    photo_id: draft.photos[0]?.id ?? null,
  }
}
