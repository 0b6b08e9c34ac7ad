import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { comunaName } from '@/lib/comunas'
import { useFormat } from '@/lib/useFormat'
import { ButtonLink } from '@/ui/Button'
import { Empty } from '@/ui/Empty'
import { associationsQuery, territoryQuery } from '../api'
import { comunaIn } from './comunaIn'
import { Directory } from './Directory'
import styles from './Directory.module.css'

export default function AssociationsPage() {
  const { t } = useTranslation(['catalog', 'region'])
  const format = useFormat()
  const [params] = useSearchParams()
  const comuna = comunaIn(params)
  const query = useInfiniteQuery(associationsQuery(comuna))
  const territory = useQuery(territoryQuery).data ?? []
  const counts = new Map(territory.map((row) => [row.comuna, row.associations]))
  const say = (count: number) => t('region:associations', { count, number: format.count(count) })
  return (
    <Directory
      title={t('associations.title')}
      lead={t('associations.lead')}
      comuna={comuna}
      counts={counts}
      say={say}
      query={query}
      none={
        <Empty
          emblem="goat"
          title={comuna ? t('region:noneHere', { comuna: comunaName(comuna) }) : t('associations.none')}
          action={<ButtonLink to="/registro">{t('associations.form')}</ButtonLink>}
        >
          {t('associations.noneDetail')}
        </Empty>
      }
      row={(association) => (
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
      )}
    />
  )
}
