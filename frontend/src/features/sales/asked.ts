/** What the address asks for. Anything that it doesn't know counts as not asked. */
export const periods = ['month', 'last_month', 'year', 'all'] as const
export type Period = (typeof periods)[number]

export interface Asked {
  view: 'orders' | 'sums'
  period: Period
  offer?: string
  waiting: boolean
}

const words: Record<Period, string> = {
  month: 'este-mes',
  last_month: 'mes-pasado',
  year: 'este-ano',
  all: 'todo',
}

export function askedIn(search: URLSearchParams): Asked {
  const word = search.get('periodo')
  return {
    view: search.get('ver') === 'ventas' ? 'sums' : 'orders',
    period: periods.find((period) => words[period] === word) ?? 'month',
    offer: search.get('oferta') || undefined,
    waiting: search.get('por-entregar') === 'si',
  }
}

/** The part of an address after the page's own: what is as usual isn't said. */
export function addressOf({ view, period, offer, waiting }: Asked): string {
  const search = new URLSearchParams()
  if (view === 'sums') search.set('ver', 'ventas')
  if (view === 'sums' && period !== 'month') search.set('periodo', words[period])
  if (view === 'orders' && waiting) search.set('por-entregar', 'si')
  if (offer) search.set('oferta', offer)
  return `?${search}`
}
