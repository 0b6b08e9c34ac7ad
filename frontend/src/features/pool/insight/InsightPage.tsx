import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Insight } from '@/api/memberTypes'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { useFormat } from '@/lib/useFormat'
import { LiveDot } from '@/live/LiveDot'
import { ButtonLink } from '@/ui/Button'
import { Empty } from '@/ui/Empty'
import { Title } from '@/ui/Title'
import { insightQuery } from './api'
import { Expiring } from './Expiring'
import styles from './InsightPage.module.css'
import { ByComuna, ByMember, ByProduct } from './Sides'

/** What the pools of an association hold, from four sides, as pictures with their tables. */
export default function InsightPage() {
  const { t } = useTranslation('insight')
  const { association } = useWorkspace()
  const query = useQuery(insightQuery(association.id))
  return (
    <div className={styles.page}>
      <div className="stack stack--1">
        <p className="over">
          <Link to="..">{t('back')}</Link>
        </p>
        <Title>{t('title')}</Title>
        <LiveDot />
      </div>
      <Loaded query={query}>{(insight) => <Seen insight={insight} />}</Loaded>
    </div>
  )
}

function Seen({ insight }: { insight: Insight }) {
  const { t } = useTranslation('insight')
  const format = useFormat()
  const { association } = useWorkspace()
  if (insight.products.length === 0) {
    return (
      <Empty emblem="goat" title={t('empty')} action={<ButtonLink to="..">{t('toPool')}</ButtonLink>}>
        {t('emptyDetail')}
      </Empty>
    )
  }
  return (
    <>
      <p className={styles.whole}>
        <span className="big big--xl">{format.pesos(insight.value_clp)}</span>{' '}
        <span className="soft">{t('whole')}</span>
        <br />
        {insight.uncovered_clp > 0 && (
          <>
            <span className="small">{t('waits', { amount: format.pesos(insight.uncovered_clp) })}</span>
            <br />
          </>
        )}
        <Link className="small" to={`/a/${association.slug}/pedidos?ver=ventas`}>
          {t('sold')}
        </Link>
      </p>
      <div className={styles.sides}>
        <Expiring insight={insight} />
        <ByProduct insight={insight} />
        <ByMember insight={insight} />
        <ByComuna insight={insight} />
      </div>
    </>
  )
}
