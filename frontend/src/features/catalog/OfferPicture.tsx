import type { OfferCard } from '@/api/types'
import { artFile } from '@/ui/Art'
import { Emblem } from '@/ui/Emblem'
import { Photo } from '@/ui/Photo'
import styles from './OfferPicture.module.css'

interface Props {
  offer: Pick<OfferCard, 'photo' | 'picture' | 'emblem'>
  alt?: string
  /** How wide it is drawn; a tile of the grid if nothing else is said. */
  sizes?: string
  /** On the screen from the first moment. */
  eager?: boolean
}

const tile = '(min-width: 1000px) 280px, (min-width: 700px) 33vw, 50vw'

/** An offer's photo; without one the scene of its kind, or the emblem on plain ground. */
export function OfferPicture({ offer, alt = '', sizes = tile, eager = false }: Props) {
  if (offer.photo) return <Photo photo={offer.photo} sizes={sizes} eager={eager} />
  const file = artFile(offer.picture)
  if (file) return <img src={file} alt={alt} width={480} height={480} loading="lazy" decoding="async" />
  return (
    <span className={styles.plain}>
      <Emblem name={offer.emblem || 'generic'} size={160} />
    </span>
  )
}
