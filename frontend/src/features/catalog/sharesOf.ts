import type { OfferDetail } from '@/api/types'
import type { Share } from '@/ui/shares'

export interface OfferShare extends Share {
  locality: string
  /** Nothing where she doesn't show her name. */
  producerId: string | null
}

/** Whose the offer is, for the share bar and the list beside it. */
export function sharesOf(offer: OfferDetail): OfferShare[] {
  return offer.shares.map((share, index) => ({
    id: String(index),
    name: share.public_name,
    initials: initialsOf(share.initials),
    units: share.units,
    percent: share.percent,
    locality: share.locality,
    producerId: share.producer_id,
  }))
}

/** Who does not show a name has no initials either, only a mark in their place. */
export function initialsOf(initials: string): string {
  return /\p{L}|\d/u.test(initials) ? initials : ''
}
