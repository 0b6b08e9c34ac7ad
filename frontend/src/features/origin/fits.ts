import type { Seal } from '@/api/originTypes'

interface Thing {
  category: string
  /** CUT of where it comes from; empty where nobody said. */
  comuna: string
}

type Misfit = 'category' | 'zone'

/** Why a product can never bear the name, as far as that can be said before there is a lot; the server asks the same. */
export function misfits(seal: Pick<Seal, 'requirements' | 'zone'>, thing: Thing): Misfit[] {
  const found: Misfit[] = []
  const rules = seal.requirements as { rule?: string; allowed?: string[] }[]
  if (rules.some(({ rule, allowed }) => rule === 'category' && !allowed?.includes(thing.category))) {
    found.push('category')
  }
  const placed = rules.some(({ rule }) => rule === 'zone' || rule === 'made_in_zone')
  const inside = seal.zone.length === 0 || seal.zone.some((part) => thing.comuna.startsWith(part))
  if (placed && thing.comuna && !inside) found.push('zone')
  return found
}
