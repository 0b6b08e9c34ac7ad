import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { LiveDot } from '@/live/LiveDot'
import { Title } from '@/ui/Title'
import { sumsQuery } from './api'
import { addressOf, askedIn } from './asked'
import { OrdersView } from './OrdersView'
import styles from './SalesPage.module.css'
import { SumsView } from './SumsView'

/** What the association sold: order by order, with what is still to be handed over; and added up. */
export default function SalesPage() {
  const { t } = useTranslation('sales')
  const { association } = useWorkspace()
  const [search] = useSearchParams()
  const asked = askedIn(search)
  const sums = useQuery(sumsQuery(association.id, 'all'))
  const waits = sums.data?.to_hand_over ?? 0
  const tab = (view: typeof asked.view) => ({
    to: addressOf({ view, period: 'month', waiting: false, offer: asked.offer }),
    'aria-current': asked.view === view ? ('page' as const) : undefined,
  })
  return (
    <div className={styles.page}>
      <div className="stack stack--1">
        <Title>{t('title')}</Title>
        <LiveDot />
      </div>
      <nav className={`tabs ${styles.tabs}`} aria-label={t('views')}>
        <Link {...tab('orders')}>
          {t('view.orders')}
          {waits > 0 && (
            <>
              <span className="n" aria-hidden="true">
                {waits}
              </span>
              <span className="sr">{t('waits', { count: waits })}</span>
            </>
          )}
        </Link>
        <Link {...tab('sums')}>{t('view.sums')}</Link>
      </nav>
      {asked.view === 'orders' ? (
        <OrdersView asked={asked} offers={sums.data?.offers ?? []} waits={waits} />
      ) : (
        <SumsView asked={asked} offers={sums.data?.offers ?? []} />
      )}
    </div>
  )
}
