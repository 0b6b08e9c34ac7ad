import { useTranslation } from 'react-i18next'
import { today } from '@/lib/moments'
import { useFormat } from '@/lib/useFormat'

/** «hecho el 30 sept · vence el 6 ene», or that it is past its date. */
export function LotDates({ made, until }: { made: string; until: string | null }) {
  const { t } = useTranslation('pool')
  const format = useFormat()
  return (
    <span>
      {t('lots.made', { day: format.dayShort(made) })}
      {until && ' · '}
      {until && <LastDay until={until} />}
    </span>
  )
}

/** Near its date it is counted in days, as one would say it. */
const near = 10
const dayLength = 24 * 3_600_000

/** «vence el 6 ene», «vence en 5 días», «venció hace 3 días». */
export function LastDay({ until }: { until: string }) {
  const { t } = useTranslation('pool')
  const format = useFormat()
  const days = Math.round((Date.parse(until) - Date.parse(today())) / dayLength)
  if (days < 0) return <b className="bad">{t('lots.pastDays', { count: -days })}</b>
  if (days > near) return t('lots.until', { day: format.dayShort(until) })
  return <b className="act">{days === 0 ? t('lots.untilToday') : t('lots.untilDays', { count: days })}</b>
}
