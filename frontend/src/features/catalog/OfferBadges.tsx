import type { OfferCard } from '@/api/types'
import { useFormat } from '@/lib/useFormat'
import { Seal } from '@/ui/Seal'
import { namesOf } from './badges'

/** The names that an offer is certified under, each in the shape of its kind. */
export function OfferBadges({ badges }: { badges: OfferCard['badges'] | undefined }) {
  const format = useFormat()
  const names = namesOf(badges)
  if (names.length === 0) return null
  return (
    <p className="offer__seals">
      {names.map(({ slug, shape, name_es, name_en }) => (
        <Seal key={slug} kind={shape}>
          {format.language === 'en' ? name_en : name_es}
        </Seal>
      ))}
    </p>
  )
}
