import { useTranslation } from 'react-i18next'
import { usePutLine } from '@/api/basket'
import type { Basket } from '@/api/types'
import { countdown } from '@/lib/format'
import { useCountdown } from '@/lib/useCountdown'
import { useFormat } from '@/lib/useFormat'
import { Button } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import { useToast } from '@/ui/Toast'
import styles from './HoldTimer.module.css'

const minute = 60_000
/** From here on the seconds are shown, and more time is offered. */
const soon = 3 * minute

/**
 * Until when what is in the basket stays set aside, and what happens then. Whole minutes, so that nothing flickers
 * beside what one reads; the seconds only at the end. Told aloud when it becomes short, and not every second.
 */
export function HoldTimer({ basket, onEnd }: { basket: Basket; onEnd: () => void }) {
  const { t } = useTranslation('orders')
  const format = useFormat()
  const say = useToast()
  const put = usePutLine()
  const left = useCountdown(basket.expires_at, onEnd)
  if (left === null || !basket.expires_at) return null
  const minutes = Math.max(0, Math.ceil(left / minute))
  const short = left <= soon
  const more = async () => {
    try {
      // One after the other: each answer is the whole basket.
      for (const line of basket.lines) {
        if (line.expires_at) await put.mutateAsync({ offerId: line.offer.id, units: line.units })
      }
      say(t('hold.renewed'))
    } catch {
      say(t('hold.notRenewed'))
    }
  }
  return (
    <div className={`${styles.hold} ${short ? styles.short : ''}`}>
      <Icon name="clock" />
      <span className="grow">
        {left > 0 ? t('hold.until', { time: format.clock(basket.expires_at) }) : t('hold.over')}
      </span>
      <span className="sr" role="timer">
        {t('hold.minutes', { count: minutes })}
      </span>
      <span className="sr" role="status">
        {short && left > 0 && t('hold.minutes', { count: minutes })}
      </span>
      <b aria-hidden="true" className="nw">
        {short ? countdown(left) : t('hold.left', { minutes })}
      </b>
      {short && left > 0 && (
        <Button small busy={put.isPending} onClick={() => void more()}>
          {t('hold.more')}
        </Button>
      )}
    </div>
  )
}
