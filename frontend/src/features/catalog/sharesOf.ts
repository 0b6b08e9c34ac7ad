import type { OfferDetail } from '@/api/types'
import type { Share } from '@/ui/shares'

export interface OfferShare extends Share {
  locality: string
  /** Nothing where she doesn't show her name. */
  producerId: string | null
  /** The association's own goods: no family, and it hides nothing. */
  itself: boolean
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
    // Who doesn't show a name has no initials; the association has its own in both.
    itself:
      !share.producer_id && initialsOf(share.initials) !== '' && share.public_name === offer.association.name,
  }))
}

/** How many families made an offer, and whether the association itself put in goods of its own. */
export function makersOf(offer: OfferDetail) {
  const itself = sharesOf(offer).some((share) => share.itself)
  return { itself, families: offer.shares.length - Number(itself) }
}

/** Who does not show a name has no initials either, only a mark in their place. */
export function initialsOf(initials: string): string {
  return /\p{L}|\d/u.test(initials) ? initials : ''
}
