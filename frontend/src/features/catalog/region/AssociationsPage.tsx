import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { StoreFrame } from '@/app/StoreFrame'
import { comunaName } from '@/lib/comunas'
import { useFormat } from '@/lib/useFormat'
import { Button, ButtonLink } from '@/ui/Button'
import { Empty } from '@/ui/Empty'
import { Failure } from '@/ui/Failure'
import { Lines, Waiting } from '@/ui/Skeleton'
import { Title } from '@/ui/Title'
import { associationsQuery, territoryQuery } from '../api'
import { ComunaFilter } from './ComunaFilter'
import { comunaIn } from './comunaIn'
import styles from './Directory.module.css'

export default function AssociationsPage() {
  const { t } = useTranslation(['catalog', 'region'])
  const format = useFormat()
  const [params, setParams] = useSearchParams()
  const comuna = comunaIn(params)
  const query = useInfiniteQuery(associationsQuery(comuna))
  const territory = useQuery(territoryQuery).data ?? []
  const associations = query.data?.pages.flatMap((page) => page.results) ?? []
  const counts = new Map(territory.map((row) => [row.comuna, row.associations]))
  const say = (count: number) => t('region:associations', { count, number: format.count(count) })
  const there = comuna ? (counts.get(comuna) ?? 0) : [...counts.values()].reduce((a, b) => a + b, 0)
  return (
    <StoreFrame>
      <div className={styles.head}>
        <Title>{t('associations.title')}</Title>
        <p className="lead soft">{t('associations.lead')}</p>
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
          {query.data && associations.length === 0 && (
            <Empty
              emblem="goat"
              title={comuna ? t('region:noneHere', { comuna: comunaName(comuna) }) : t('associations.none')}
              action={<ButtonLink to="/registro">{t('associations.form')}</ButtonLink>}
            >
              {t('associations.noneDetail')}
            </Empty>
          )}
          <ul className={styles.list} aria-busy={query.isPlaceholderData}>
            {associations.map((association) => (
              <li key={association.id}>
                <h2 className="h3">
                  <Link className="name" to={`/asociaciones/${association.slug}`}>
                    {association.name}
                  </Link>
                </h2>
                <p className="small brand b">{comunaName(association.comuna)}</p>
                <p className="small soft">
                  {t(`associationKind.${association.kind}` as 'associationKind.cooperative')}
                  {association.member_count > 0 &&
                    ` · ${t('associations.members', { count: association.member_count, number: format.count(association.member_count) })}`}
                </p>
                <p className={styles.purpose}>{association.purpose}</p>
                {association.admission !== 'invitation' && (
                  <p className="small">
                    <Link
                      to={`/asociaciones/${association.slug}/ingreso`}
                      aria-label={`${t('region:apply')}: ${association.name}`}
                    >
                      {t('region:apply')}
                    </Link>
                  </p>
                )}
              </li>
            ))}
          </ul>
          {query.hasNextPage && (
            <p className={styles.more}>
              <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {t('more')}
              </Button>
            </p>
          )}
        </div>
      </div>
    </StoreFrame>
  )
}
