import type { OfferCard } from '@/api/types'
import { shapeOf } from '@/ui/seals'

type Badge = OfferCard['badges'][number]

/**
 * Each name once, with all who looked: members of one offer may have been looked at by different ones. Answers that were
 * kept on the device from before offers had names have none.
 */
export function namesOf(badges: Badge[] | undefined) {
  const names = new Map<
    string,
    Omit<Badge, 'assessed_by'> & { shape: ReturnType<typeof shapeOf>; by: string[] }
  >()
  for (const { assessed_by: by, ...badge } of badges ?? []) {
    const known = names.get(badge.slug)
    if (known) known.by.push(by)
    else names.set(badge.slug, { ...badge, shape: shapeOf(badge.kind), by: [by] })
  }
  return [...names.values()]
}
