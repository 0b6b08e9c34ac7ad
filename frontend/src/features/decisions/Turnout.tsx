import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Turnout.module.css'

/** How many took part, as a bar with the quorum as a post. */
export function Turnout({
  takenPart,
  entitled,
  quorum,
}: {
  takenPart: number
  entitled: number
  quorum: number
}) {
  const { t } = useTranslation('decisions')
  const of = (value: number) => (entitled > 0 ? (value / entitled) * 100 : 0)
  return (
    <div
      className={styles.bar}
      role="img"
      aria-label={t('turnout.picture', { takenPart, entitled, quorum })}
      style={{ '--v': of(takenPart), '--at': of(quorum) } as CSSProperties}
    >
      <i />
      <b />
    </div>
  )
}
