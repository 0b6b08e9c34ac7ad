import { useTranslation } from 'react-i18next'
import type { Pool } from '@/api/memberTypes'
import { unitOf } from '@/lib/offerWords'
import { useChange } from '@/lib/useChange'
import { useFormat } from '@/lib/useFormat'
import { Delta } from '@/ui/Delta'
import styles from './Figures.module.css'

/** What is left, sold and set aside. A figure that somebody else changed is marked for a moment. */
export function Figures({ pool }: { pool: Pool }) {
  const { t } = useTranslation('pool')
  const format = useFormat()
  return (
    <dl className={styles.figures}>
      <Figure
        of={pool.id}
        value={pool.free}
        large
        text={t('figure.free', {
          count: pool.free,
          total: format.count(pool.contributed),
          unit: unitOf(pool, pool.contributed, format.language),
        })}
      />
      <Figure of={pool.id} value={pool.allocated} text={t('figure.sold', { count: pool.allocated })} />
      <Figure of={pool.id} value={pool.reserved} text={t('figure.held', { count: pool.reserved })} />
      {pool.uncovered > 0 && (
        <Figure of={pool.id} value={pool.uncovered} text={t('figure.uncovered', { count: pool.uncovered })} />
      )}
      <div>
        <dt className="small soft">{t('figure.earned')}</dt>
        <dd className="big">{format.pesos(pool.sold_clp)}</dd>
      </div>
    </dl>
  )
}

interface FigureProps {
  of: string
  value: number
  text: string
  large?: boolean
}

function Figure({ of, value, text, large = false }: FigureProps) {
  const format = useFormat()
  const changed = useChange(value, of) !== 0
  return (
    <div className={changed ? 'fresh' : undefined}>
      <dt className="small soft">{text}</dt>
      <dd className={`big ${large ? 'big--xl' : ''}`}>
        {format.count(value)}
        <Delta value={value} of={of} />
      </dd>
    </div>
  )
}
