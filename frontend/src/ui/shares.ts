export interface Share {
  id: string
  name: string
  initials: string
  units: number
  /** 0 to 100 */
  percent: number
  mine?: boolean
}

export type Colour = 1 | 2 | 3 | 4 | 5 | 6

export interface Layer extends Share {
  colour: Colour
}

/**
 * Largest first. The first colour is the reader's own; without a reader among them it goes to the
 * largest. Who comes after the sixth shares the sixth colour.
 */
export function layers(shares: Share[]): Layer[] {
  const sorted = [...shares].sort((a, b) => b.units - a.units || a.name.localeCompare(b.name))
  const reader = sorted.some((share) => share.mine)
  let next = reader ? 2 : 1
  return sorted.map((share) => {
    const colour = share.mine ? 1 : Math.min(6, next++)
    return { ...share, colour: colour as Colour }
  })
}
