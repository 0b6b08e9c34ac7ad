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
      {until &&
        (until < today() ? (
          <b className="bad">{t('lots.past', { day: format.dayShort(until) })}</b>
        ) : (
          t('lots.until', { day: format.dayShort(until) })
        ))}
    </span>
  )
}
