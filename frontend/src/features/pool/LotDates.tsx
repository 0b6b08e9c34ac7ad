import { useTranslation } from 'react-i18next'
import { useFormat } from '@/lib/useFormat'
import { today } from './parts'

/** «hecho el 30 de septiembre · vence el 6 de enero», or that it is past its date. */
export function LotDates({ made, until }: { made: string; until: string | null }) {
  const { t } = useTranslation('pool')
  const format = useFormat()
  return (
    <span>
      {t('lots.made', { day: format.day(made) })}
      {until && ' · '}
      {until &&
        (until < today() ? (
          <b className="bad">{t('lots.past', { day: format.day(until) })}</b>
        ) : (
          t('lots.until', { day: format.day(until) })
        ))}
    </span>
  )
}
