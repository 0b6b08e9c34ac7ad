import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMe } from '@/api/me'
import { StoreFrame } from '@/app/StoreFrame'
import { Problem } from '@/lib/problem'
import { useFormat } from '@/lib/useFormat'
import { useLive } from '@/live/LiveProvider'
import { Button, ButtonLink } from '@/ui/Button'
import { Empty } from '@/ui/Empty'
import { Failure } from '@/ui/Failure'
import { Lines, Waiting } from '@/ui/Skeleton'
import { Title } from '@/ui/Title'
import { myOrdersQuery } from './api'
import styles from './MyOrdersPage.module.css'
import { progressOf } from './progress'

export default function MyOrdersPage() {
  const { t } = useTranslation(['orders', 'ui'])
  const format = useFormat()
  const person = useMe()?.person
  const query = useInfiniteQuery(myOrdersQuery)
  useLive([person && `user:${person.id}`])
  if (query.error instanceof Problem && query.error.status === 401) throw query.error
  const orders = query.data?.pages.flatMap((page) => page.results) ?? []
  return (
    <StoreFrame className={styles.page}>
      <Title className={`name h1 ${styles.title}`}>{t('mine.title')}</Title>
      {query.isPending && (
        <Waiting>
          <Lines />
        </Waiting>
      )}
      {query.isError && !query.data && <Failure error={query.error} again={() => void query.refetch()} />}
      {query.data && orders.length === 0 && (
        <Empty
          emblem="jar"
          title={t('mine.none')}
          action={<ButtonLink to="/">{t('basket.look')}</ButtonLink>}
        >
          {t('mine.noneDetail')}
        </Empty>
      )}
      <ul>
        {orders.map((order) => (
          <li key={order.id} className={styles.order}>
            <span className="grow">
              <Link className="b" to={`/pedido/${order.id}`}>
                {t('order.number', { number: order.number })}
              </Link>
              <br />
              <span className="small soft">
                {[t(`mine.status.${progressOf(order)}`), format.when(order.placed_at)].join(' · ')}
              </span>
            </span>
            <b className="nw">{format.pesos(order.total_clp)}</b>
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('mine.more')}
        </Button>
      )}
    </StoreFrame>
  )
}
