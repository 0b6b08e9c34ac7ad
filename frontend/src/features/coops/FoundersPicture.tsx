import { useTranslation } from 'react-i18next'
import type { Founders } from '@/api/memberTypes'
import styles from './FoundersPicture.module.css'

interface Props {
  founders: Founders
  /** Initials of those who have accepted, where they are known. */
  accepted?: string[]
}

/** A round place for each founder that is needed; who has accepted fills one. */
export function FoundersPicture({ founders: { have, need }, accepted = [] }: Props) {
  const { t } = useTranslation('coops')
  const places = Array.from({ length: Math.max(have, need) }, (_, index) => index)
  const said = t('founders.count', { have, need, count: have })
  return (
    <figure className={styles.figure}>
      <div className={styles.places} role="img" aria-label={said}>
        {places.map((place) => (
          <span key={place} className={place < have ? styles.filled : styles.open}>
            {place < have ? (accepted[place] ?? '') : ''}
          </span>
        ))}
      </div>
      <figcaption>{said}</figcaption>
    </figure>
  )
}
