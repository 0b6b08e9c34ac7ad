import type { Category } from '@/api/types'

/** The tabs of the catalog: what people look for together. */
export const groups = {
  quesos: ['cheese', 'meat'],
  bebidas: ['spirits', 'wine', 'beer'],
  fruta: ['fruit', 'dried_fruit', 'preserves', 'sweets'],
  aceite: ['oil', 'honey'],
  mar: ['seafood'],
  oficios: ['craft'],
  visitas: ['experience'],
} as const satisfies Record<string, Category[]>

export type Group = keyof typeof groups
export const orders = ['season', 'newest', 'price', '-price', 'name'] as const
export type Order = (typeof orders)[number]

/** The most that one pays, in pesos: the steps that the list offers. */
export const prices = [5_000, 10_000, 20_000, 50_000] as const

export interface Filters {
  q: string
  group: Group | null
  comuna: string
  /** An association by the name in its address */
  seller: string
  /** Only what is in its months now */
  season: boolean
  /** Only what is not sold out */
  left: boolean
  /** Pesos; 0 where the price doesn't matter */
  upTo: number
  order: Order
}

export const anything: Filters = {
  q: '',
  group: null,
  comuna: '',
  seller: '',
  season: false,
  left: false,
  upTo: 0,
  order: 'season',
}

const isGroup = (value: string | null): value is Group => value !== null && Object.hasOwn(groups, value)
const isOrder = (value: string | null): value is Order => orders.some((order) => order === value)

/** Filters live in the address; what is not understood there is left out. */
export function filtersFrom(params: URLSearchParams): Filters {
  const group = params.get('categoria')
  const comuna = params.get('comuna') ?? ''
  const order = params.get('orden')
  const seller = params.get('asociacion') ?? ''
  const upTo = Number(params.get('hasta'))
  return {
    q: (params.get('q') ?? '').trim().slice(0, 80),
    group: isGroup(group) ? group : null,
    comuna: /^\d{5}$/.test(comuna) ? comuna : '',
    seller: /^[a-z0-9-]{1,80}$/.test(seller) ? seller : '',
    season: params.get('temporada') === 'ahora',
    left: params.get('quedan') === 'si',
    upTo: Number.isInteger(upTo) && upTo > 0 && upTo <= 100_000_000 ? upTo : 0,
    order: isOrder(order) ? order : 'season',
  }
}

export function paramsOf({ q, group, comuna, seller, season, left, upTo, order }: Filters): URLSearchParams {
  const params = new URLSearchParams()
  if (q) params.set('q', q)
  if (group) params.set('categoria', group)
  if (comuna) params.set('comuna', comuna)
  if (seller) params.set('asociacion', seller)
  if (season) params.set('temporada', 'ahora')
  if (left) params.set('quedan', 'si')
  if (upTo) params.set('hasta', String(upTo))
  if (order !== 'season') params.set('orden', order)
  return params
}

/** The filters that stand behind the button, of which it says how many are set. */
export function fine({ comuna, seller, season, left, upTo }: Filters): number {
  return [comuna, seller, season, left, upTo].filter(Boolean).length
}

export function isFiltered(filters: Filters): boolean {
  return filters.q !== '' || filters.group !== null || fine(filters) > 0
}

/** The group that a category's tab belongs to. */
export function groupOf(category: Category): Group {
  const found = Object.entries(groups).find(([, categories]) =>
    (categories as readonly Category[]).includes(category),
  )
  return (found?.[0] ?? 'quesos') as Group
}
