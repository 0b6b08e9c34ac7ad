import { useTranslation } from 'react-i18next'
import { countdown } from '@/lib/format'
import { useCountdown } from '@/lib/useCountdown'
import { Icon } from '@/ui/Icon'
import styles from './HoldTimer.module.css'

/** How long what is in the basket stays set aside. Read aloud once, not every second. */
export function HoldTimer({ until, onEnd }: { until: string | null; onEnd: () => void }) {
  const { t } = useTranslation('orders')
  const left = useCountdown(until, onEnd)
  if (left === null) return null
  const minutes = Math.ceil(left / 60_000)
  return (
    <div className={styles.hold}>
      <Icon name="clock" />
      <span className="grow">{left > 0 ? t('hold.kept') : t('hold.over')}</span>
      <span className="sr" role="timer">
        {t('hold.minutes', { count: minutes })}
      </span>
      <b aria-hidden="true">{countdown(left)}</b>
    </div>
  )
}
