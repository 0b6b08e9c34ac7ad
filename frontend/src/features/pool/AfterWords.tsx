import { useTranslation } from 'react-i18next'
import type { Pool } from '@/api/memberTypes'
import { useFormat } from '@/lib/useFormat'
import { mineIn, percentAfter } from './parts'

/** What the reader's share will be after so many units more or fewer, before she does it. */
export function AfterWords({ pool, units }: { pool: Pool; units: number }) {
  const { t } = useTranslation('pool')
  const format = useFormat()
  const now = mineIn(pool).percent
  const after = percentAfter(pool, units)
  return (
    <p className="b" aria-live="polite">
      {after === 0
        ? t('after.none')
        : now === after
          ? t('after.same', { percent: format.percent(after) })
          : now === 0
            ? t('after.first', { percent: format.percent(after) })
            : t('after.change', { percent: format.percent(after), now: format.percent(now) })}
    </p>
  )
}
