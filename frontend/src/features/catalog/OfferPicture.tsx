import type { OfferCard } from '@/api/types'
import { artFile } from '@/ui/Art'
import { Emblem } from '@/ui/Emblem'
import styles from './OfferPicture.module.css'

/** The scene of an offer, or the emblem of its kind on plain ground. */
export function OfferPicture({
  offer,
  alt = '',
}: {
  offer: Pick<OfferCard, 'picture' | 'emblem'>
  alt?: string
}) {
  const file = artFile(offer.picture)
  if (file) return <img src={file} alt={alt} width={480} height={480} loading="lazy" decoding="async" />
  return (
    <span className={styles.plain}>
      <Emblem name={offer.emblem || 'generic'} size={160} />
    </span>
  )
}
