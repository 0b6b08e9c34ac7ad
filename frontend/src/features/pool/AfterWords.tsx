import { useTranslation } from 'react-i18next'
import type { Pool } from '@/api/memberTypes'
import { useFormat } from '@/lib/useFormat'
import { partOf, percentAfter } from './parts'

interface Props {
  pool: Pool
  units: number
  /** Whether they are the association's own, and so the share. */
  itself: boolean
}

/** What the share will be after so many units more or fewer, before it is done. */
export function AfterWords({ pool, units, itself }: Props) {
  const { t } = useTranslation('pool')
  const format = useFormat()
  const now = partOf(pool, itself).percent
  const after = percentAfter(pool, units, itself)
  if (itself) {
    return (
      <p className="b" aria-live="polite">
        {t('itself.after', { percent: format.percent(after) })}
      </p>
    )
  }
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
