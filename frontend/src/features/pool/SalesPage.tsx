import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Sale } from '@/api/memberTypes'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { unbroken } from '@/lib/unbroken'
import { useFormat } from '@/lib/useFormat'
import { useFresh } from '@/lib/useFresh'
import { LiveDot } from '@/live/LiveDot'
import { Button, ButtonLink } from '@/ui/Button'
import { Empty } from '@/ui/Empty'
import { Title } from '@/ui/Title'
import { salesQuery } from './api'
import { mineOf } from './parts'
import styles from './SalesPage.module.css'

/** Orders of the association: paid ones with whose units went into them. */
export default function SalesPage() {
  const { t } = useTranslation('pool')
  const { association } = useWorkspace()
  const query = useInfiniteQuery(salesQuery(association.id))
  const sales = query.data?.pages.flatMap(({ results }) => results)
  const fresh = useFresh(sales?.map(({ id }) => id))
  return (
    <div className={styles.page}>
      <div className="stack stack--1">
        <Title>{t('sales.title')}</Title>
        <LiveDot />
      </div>
      <Loaded query={query}>
        {() =>
          sales?.length === 0 ? (
            <Empty
              emblem="jar"
              title={t('sales.empty')}
              action={<ButtonLink to="../acopio">{t('sales.toPool')}</ButtonLink>}
            >
              {t('sales.emptyDetail')}
            </Empty>
          ) : (
            <ul>
              {sales?.map((sale) => (
                <Row key={sale.id} sale={sale} fresh={fresh.has(sale.id)} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {query.hasNextPage && (
        <div>
          <Button small busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('sales.more')}
          </Button>
        </div>
      )}
    </div>
  )
}

function Row({ sale, fresh }: { sale: Sale; fresh: boolean }) {
  const { t } = useTranslation('pool')
  const format = useFormat()
  const mine = sale.lines.reduce((sum, line) => sum + mineOf(line), 0)
  return (
    <li className={`${styles.row} ${fresh ? 'fresh arrive' : ''}`}>
      <span className={styles.words}>
        <span>
          <b>{unbroken(sale.number)}</b>{' '}
          <span className={styles[sale.status]}>{t(`sale.${sale.status}`)}</span>
        </span>
        {sale.lines.map((line) => (
          <span key={line.id}>
            {format.count(line.units)} × {line.name}
          </span>
        ))}
        <span className="small soft">
          {format.when(sale.paid_at ?? sale.placed_at)}
          {' · '}
          {t(`delivery.${sale.delivery}`)}
        </span>
        {sale.contact && (
          <span className="small">
            {[sale.contact.name, sale.contact.address].filter(Boolean).join(', ')}
          </span>
        )}
      </span>
      <span className="r">
        <b className="nw">{format.pesos(sale.total_clp)}</b>
        {mine > 0 && (
          <>
            <br />
            <span className="small soft nw">
              {t('sales.mine', { count: mine, units: format.count(mine) })}
            </span>
          </>
        )}
      </span>
    </li>
  )
}
