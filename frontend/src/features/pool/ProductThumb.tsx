import type { Picture } from '@/api/memberTypes'
import { Emblem } from '@/ui/Emblem'
import { Photo } from '@/ui/Photo'
import { emblemOf } from './offerDraft'
import styles from './ProductThumb.module.css'

interface Props {
  photo: Picture | null
  category: string
  /** In CSS pixels; without it, as wide as there is room. */
  size?: number
}

/** A product in a square: its photo, or the emblem of its kind. The name stands beside it. */
export function ProductThumb({ photo, category, size }: Props) {
  return (
    <span className={styles.square} style={size ? { width: size, height: size } : undefined}>
      {photo ? (
        <Photo photo={photo} sizes={size ? `${size}px` : '(min-width: 760px) 200px, 45vw'} silent />
      ) : (
        <Emblem name={emblemOf(category)} size={size ? Math.round(size * 0.72) : 96} />
      )}
    </span>
  )
}
