import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { StoreFrame } from '@/app/StoreFrame'
import { comunaName } from '@/lib/comunas'
import { useFormat } from '@/lib/useFormat'
import { Button, ButtonLink } from '@/ui/Button'
import { Empty } from '@/ui/Empty'
import { Failure } from '@/ui/Failure'
import { Lines, Waiting } from '@/ui/Skeleton'
import { Title } from '@/ui/Title'
import styles from './AssociationsPage.module.css'
import { associationsQuery } from './api'

export default function AssociationsPage() {
  const { t } = useTranslation(['catalog', 'ui'])
  const format = useFormat()
  const query = useInfiniteQuery(associationsQuery)
  const associations = query.data?.pages.flatMap((page) => page.results) ?? []
  return (
    <StoreFrame>
      <div className={styles.head}>
        <Title>{t('associations.title')}</Title>
        <p className="lead soft">{t('associations.lead')}</p>
      </div>
      {query.isPending && (
        <Waiting>
          <Lines widths={[60, 50, 70, 55]} />
        </Waiting>
      )}
      {query.isError && !query.data && <Failure error={query.error} again={() => void query.refetch()} />}
      {query.data && associations.length === 0 && (
        <Empty
          emblem="goat"
          title={t('associations.none')}
          action={<ButtonLink to="/registro">{t('associations.form')}</ButtonLink>}
        >
          {t('associations.noneDetail')}
        </Empty>
      )}
      <ul className={styles.list}>
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
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </StoreFrame>
  )
}
