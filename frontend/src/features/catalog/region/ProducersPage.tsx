import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import type { ProducerRow } from '@/api/types'
import { StoreFrame } from '@/app/StoreFrame'
import { comunaName } from '@/lib/comunas'
import { useFormat } from '@/lib/useFormat'
import { useLive } from '@/live/LiveProvider'
import { Button } from '@/ui/Button'
import { Empty } from '@/ui/Empty'
import { Failure } from '@/ui/Failure'
import { Icon } from '@/ui/Icon'
import { Lines, Waiting } from '@/ui/Skeleton'
import { Title } from '@/ui/Title'
import { Who } from '@/ui/Who'
import { producersQuery, territoryQuery } from '../api'
import { initialsOf } from '../sharesOf'
import { ComunaFilter } from './ComunaFilter'
import { comunaIn } from './comunaIn'
import styles from './Directory.module.css'

/** Who makes things in the region, by comuna. */
export default function ProducersPage() {
  const { t } = useTranslation(['region', 'catalog'])
  const format = useFormat()
  const [params, setParams] = useSearchParams()
  const comuna = comunaIn(params)
  const query = useInfiniteQuery(producersQuery(comuna))
  const territory = useQuery(territoryQuery).data ?? []
  useLive(['catalog'])
  const producers = query.data?.pages.flatMap((page) => page.results) ?? []
  const counts = new Map(territory.map((row) => [row.comuna, row.producers]))
  const say = (count: number) => t('producers.count', { count, number: format.count(count) })
  const there = comuna ? (counts.get(comuna) ?? 0) : [...counts.values()].reduce((a, b) => a + b, 0)
  return (
    <StoreFrame>
      <div className={styles.head}>
        <Title>{t('producers.title')}</Title>
        <p className="lead soft">{t('producers.lead')}</p>
      </div>
      <div className={styles.page}>
        <ComunaFilter
          comuna={comuna}
          counts={counts}
          say={say}
          onChoose={(cut) => setParams(cut ? { comuna: cut } : {})}
        />
        <div>
          <p className="small soft" role="status">
            {territory.length > 0 ? [comunaName(comuna), say(there)].filter(Boolean).join(': ') : '\u00a0'}
          </p>
          {query.isPending && (
            <Waiting>
              <Lines widths={[60, 50, 70, 55]} />
            </Waiting>
          )}
          {query.isError && !query.data && <Failure error={query.error} again={() => void query.refetch()} />}
          {query.data && producers.length === 0 && (
            <Empty emblem="goat" title={t('producers.none')}>
              {t('producers.noneDetail')}
            </Empty>
          )}
          <ul className={styles.list} aria-busy={query.isPlaceholderData}>
            {producers.map((producer, index) => (
              <Producer key={producer.id ?? index} producer={producer} />
            ))}
          </ul>
          {query.hasNextPage && (
            <p className={styles.more}>
              <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {t('catalog:more')}
              </Button>
            </p>
          )}
        </div>
      </div>
    </StoreFrame>
  )
}

function Producer({ producer }: { producer: ProducerRow }) {
  const { t } = useTranslation('region')
  const format = useFormat()
  const place = [producer.locality, comunaName(producer.comuna)].filter(Boolean).join(', ')
  return (
    <li className={styles.person}>
      <Who large>{initialsOf(producer.initials) || <Icon name="user" />}</Who>
      <div>
        {producer.id ? (
          <h2 className="h3">
            <Link className="name" to={`/productores/${producer.id}`}>
              {producer.public_name}
            </Link>
          </h2>
        ) : (
          <h2 className="h3 name">{producer.public_name}</h2>
        )}
        <p className="small soft">{producer.id ? place : t('producers.hidden')}</p>
        <p className="small">
          {producer.associations.map(({ slug, name }, index) => (
            <span key={slug}>
              {index > 0 && ', '}
              <Link to={`/asociaciones/${slug}`}>{name}</Link>
            </span>
          ))}
        </p>
      </div>
      <span className="small soft nw r">
        {producer.offers > 0 &&
          t('offers', { count: producer.offers, number: format.count(producer.offers) })}
      </span>
    </li>
  )
}
