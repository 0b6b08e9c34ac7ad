import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import type { ProducerRow } from '@/api/types'
import { comunaName } from '@/lib/comunas'
import { useFormat } from '@/lib/useFormat'
import { useLive } from '@/live/LiveProvider'
import { Empty } from '@/ui/Empty'
import { Icon } from '@/ui/Icon'
import { Who } from '@/ui/Who'
import { producersQuery, territoryQuery } from '../api'
import { initialsOf } from '../sharesOf'
import { comunaIn } from './comunaIn'
import { Directory } from './Directory'
import styles from './Directory.module.css'

/** Who makes things in the region, by comuna. */
export default function ProducersPage() {
  const { t } = useTranslation('region')
  const format = useFormat()
  const [params] = useSearchParams()
  const comuna = comunaIn(params)
  const query = useInfiniteQuery(producersQuery(comuna))
  const territory = useQuery(territoryQuery).data ?? []
  useLive(['catalog'])
  const counts = new Map(territory.map((row) => [row.comuna, row.producers]))
  const say = (count: number) => t('producers.count', { count, number: format.count(count) })
  return (
    <Directory
      title={t('producers.title')}
      lead={t('producers.lead')}
      comuna={comuna}
      counts={counts}
      say={say}
      query={query}
      none={
        <Empty emblem="goat" title={t('producers.none')}>
          {t('producers.noneDetail')}
        </Empty>
      }
      row={(producer, index) => <Producer key={producer.id ?? index} producer={producer} />}
    />
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
