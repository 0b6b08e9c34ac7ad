import type { OfferDetail } from '@/api/types'
import type { Share } from '@/ui/shares'

/** Whose the offer is, for the share bar and the list beside it. */
export function sharesOf(offer: OfferDetail): (Share & { locality: string })[] {
  return offer.shares.map((share, index) => ({
    id: String(index),
    name: share.public_name,
    // Who does not show a name has no initials either, only a mark in their place.
    initials: /\p{L}|\d/u.test(share.initials) ? share.initials : '',
    units: share.units,
    percent: share.percent,
    locality: share.locality,
  }))
}
