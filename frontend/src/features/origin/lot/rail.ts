import type { Genealogy } from './api'

/** Where a lot stands in the picture: its column by how far from the lot asked for, its row in the list. */
export interface Place {
  id: string
  x: number
  y: number
  side: 'input' | 'this' | 'output'
}

export interface Rail {
  places: Place[]
  /** A curve for each link, in the units of the places. */
  lines: { key: string; path: string }[]
  columns: number
}

/** The picture beside the list: lots from the first inputs to the last jars, and lines from what went into what. */
export function railOf({ lots, links }: Pick<Genealogy, 'lots' | 'links'>): Rail {
  const first = Math.min(0, ...lots.map(({ step }) => step))
  const last = Math.max(0, ...lots.map(({ step }) => step))
  const places = lots.map(({ id, step }, row): Place => {
    const side = step < 0 ? 'input' : step > 0 ? 'output' : 'this'
    return { id, x: step - first + 0.5, y: row + 0.5, side }
  })
  const at = new Map(places.map((place) => [place.id, place]))
  const lines = links.flatMap(({ from_lot_id, to_lot_id }) => {
    const from = at.get(from_lot_id)
    const to = at.get(to_lot_id)
    if (!from || !to) return []
    const middle = (from.y + to.y) / 2
    const path = `M${from.x} ${from.y}C${from.x} ${middle} ${to.x} ${middle} ${to.x} ${to.y}`
    return [{ key: `${from_lot_id} ${to_lot_id}`, path }]
  })
  return { places, lines, columns: last - first + 1 }
}
