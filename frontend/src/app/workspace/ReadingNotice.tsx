import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Me, MyAssociation } from '@/api/types'
import { useFormat } from '@/lib/useFormat'
import { Notice } from '@/ui/Notice'
import styles from './ReadingNotice.module.css'

/** An association that a steward reads with a reason: she has no role there, and may do nothing. */
export function asRead({ association }: Me['readings'][number]): MyAssociation {
  return { ...(association as MyAssociation), roles: [], can: [], producer_id: null }
}

/** Says to a steward, on every page, that the board knows that she reads, and until when. */
export function ReadingNotice({ endsAt }: { endsAt: string }) {
  const { t } = useTranslation('app')
  const format = useFormat()
  return (
    <div className={styles.place}>
      <Notice icon="shield">
        {t('reading', { until: format.clock(endsAt) })} <Link to="/equipo/lecturas">{t('readingEnd')}</Link>
      </Notice>
    </div>
  )
}
