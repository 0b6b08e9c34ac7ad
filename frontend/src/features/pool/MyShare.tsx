import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import type { Pool } from '@/api/memberTypes'
import { unitOf } from '@/lib/offerWords'
import { useFormat } from '@/lib/useFormat'
import { Delta } from '@/ui/Delta'
import styles from './MyShare.module.css'
import { casesOf, partOf } from './parts'

/** The reader's own part: how much of the whole, and a case in which each place is sold, set aside or still there. */
export function MyShare({ pool }: { pool: Pool }) {
  const { t } = useTranslation('pool')
  const format = useFormat()
  const mine = partOf(pool)
  if (mine.contributed === 0) return null
  const { each, places } = casesOf(mine)
  const unit = (count: number) => unitOf(pool, count, format.language)
  return (
    <section className={styles.share} aria-labelledby="my-share">
      <div>
        <h2 className="small soft" id="my-share">
          {t('share.title')}
        </h2>
        <p className={`big ${styles.percent}`}>
          {format.percent(mine.percent)}
          <Delta value={mine.contributed} of={pool.id} />
        </p>
        <p className="small">
          {t('share.said', {
            count: mine.allocated,
            units: `${format.count(mine.contributed)} ${unit(mine.contributed)}`,
            sold: format.count(mine.allocated),
            left: format.count(mine.free + mine.reserved),
          })}
        </p>
        <p className="small soft">{t('share.rule', { rule: pool.rule.title })}</p>
      </div>
      <div className={styles.picture}>
        <div
          className={styles.case}
          style={{ '--n': Math.min(12, Math.max(places.length, 6)) } as CSSProperties}
          role="img"
          aria-label={t('share.case', {
            sold: format.count(mine.allocated),
            held: format.count(mine.reserved),
            left: format.count(mine.free),
          })}
        >
          {places.map((state, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the places of a case have no other name
            <i key={index} className={styles[state]} />
          ))}
        </div>
        {each > 1 && (
          <p className="tiny soft">{t('share.each', { units: `${format.count(each)} ${unit(each)}` })}</p>
        )}
      </div>
    </section>
  )
}
