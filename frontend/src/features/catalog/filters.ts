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

export interface Filters {
  q: string
  group: Group | null
  comuna: string
  order: Order
}

const isGroup = (value: string | null): value is Group => value !== null && Object.hasOwn(groups, value)
const isOrder = (value: string | null): value is Order => orders.some((order) => order === value)

/** Filters live in the address; what is not understood there is left out. */
export function filtersFrom(params: URLSearchParams): Filters {
  const group = params.get('categoria')
  const comuna = params.get('comuna') ?? ''
  const order = params.get('orden')
  return {
    q: (params.get('q') ?? '').trim().slice(0, 80),
    group: isGroup(group) ? group : null,
    comuna: /^\d{5}$/.test(comuna) ? comuna : '',
    order: isOrder(order) ? order : 'season',
  }
}

export function paramsOf({ q, group, comuna, order }: Filters): URLSearchParams {
  const params = new URLSearchParams()
  if (q) params.set('q', q)
  if (group) params.set('categoria', group)
  if (comuna) params.set('comuna', comuna)
  if (order !== 'season') params.set('orden', order)
  return params
}

export function isFiltered({ q, group, comuna }: Filters): boolean {
  return q !== '' || group !== null || comuna !== ''
}

/** The group that a category's tab belongs to. */
export function groupOf(category: Category): Group {
  const found = Object.entries(groups).find(([, categories]) =>
    (categories as readonly Category[]).includes(category),
  )
  return (found?.[0] ?? 'quesos') as Group
}
