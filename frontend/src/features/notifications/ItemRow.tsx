import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { InboxItem } from '@/api/memberTypes'
import { useFormat } from '@/lib/useFormat'
import { useNow } from '@/lib/useNow'
import { Icon, type IconName } from '@/ui/Icon'
import { Who } from '@/ui/Who'
import styles from './ItemRow.module.css'
import { said } from './said'

const icons: Partial<Record<InboxItem['kind'], IconName>> = {
  application_answered: 'info',
  assembly_called: 'cal',
  assembly_changed: 'cal',
  statutes_review: 'clock',
  certificate_applied: 'info',
  certificate_changed: 'shield',
  certificate_ends: 'clock',
  association_constituted: 'check',
  invitation_received: 'user',
  membership_ended: 'info',
  membership_suspended: 'lock',
  membership_reinstated: 'check',
  association_suspended: 'lock',
  association_reinstated: 'check',
  order_expired: 'clock',
  order_paid: 'check',
  order_ready: 'basket',
  order_sent: 'truck',
  order_refunded: 'undo',
  order_stopped: 'shield',
  order_corrected: 'info',
  order_returned: 'undo',
  goods_stopped: 'shield',
  help_asked: 'hand',
  helper_named: 'user',
  helped_act: 'hand',
  help_ends: 'clock',
  helper_ends: 'clock',
  role_given: 'key',
  steward_reading: 'shield',
  units_sold: 'coin',
  vote_decided: 'check',
  vote_opened: 'hand',
}

interface Props {
  item: InboxItem
  /** Just arrived: marked at the left for a moment. */
  fresh: boolean
  /** The day stands above the row already. */
  clock?: boolean
  onOpen?(): void
  /** Below the line: what it stands for. */
  children?: ReactNode
}

export function ItemRow({ item, fresh, clock = false, onOpen, children }: Props) {
  const { t } = useTranslation('notifications')
  const format = useFormat()
  const now = useNow(30_000)
  const { title, detail, to } = said(item, t, format)
  const unread = item.unread > 0
  const icon = icons[item.kind]
  const words = <span className={unread ? 'b' : undefined}>{title}</span>
  return (
    <li className={`${styles.row} ${fresh ? 'fresh arrive' : ''}`}>
      <Who large>{icon || !item.producer ? <Icon name={icon ?? 'bell'} /> : item.producer.initials}</Who>
      <span>
        {to ? (
          <Link to={to} className={styles.link} onClick={onOpen}>
            {words}
          </Link>
        ) : (
          words
        )}
        {unread && <span className="sr">{t('unread')}</span>}
        <br />
        <span className="small soft">
          {detail}
          {detail && ' · '}
          <time dateTime={item.created_at}>
            {clock
              ? format.clock(item.created_at)
              : format.ago(item.created_at, new Date(Math.max(now, Date.parse(item.created_at))))}
          </time>
        </span>
      </span>
      {unread && <span className={styles.dot} aria-hidden="true" />}
      {children && <div className={styles.more}>{children}</div>}
    </li>
  )
}
