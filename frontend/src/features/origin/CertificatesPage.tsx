import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { CertificateRow } from '@/api/originTypes'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { useFormat } from '@/lib/useFormat'
import { LiveDot } from '@/live/LiveDot'
import { ButtonLink } from '@/ui/Button'
import { Empty } from '@/ui/Empty'
import { Icon } from '@/ui/Icon'
import { More } from '@/ui/More'
import { Title } from '@/ui/Title'
import { certificatesQuery, ownSealsQuery } from './api'
import styles from './Page.module.css'
import { SealName } from './SealName'
import { Standing } from './Standing'
import { controls, grouped } from './standing'

/** Which certificates there are, what waits, and the association's own seals. */
export default function CertificatesPage() {
  const { t } = useTranslation('origin')
  const { association } = useWorkspace()
  const query = useInfiniteQuery(certificatesQuery(association.id))
  const looks = controls(association.roles)
  const applies = association.producer_id !== null
  const apply = applies && (
    <ButtonLink look="go" icon="plus" to="pedir">
      {t('list.apply')}
    </ButtonLink>
  )
  return (
    <div className={styles.page}>
      <div className={`row row--apart row--wrap ${styles.head}`}>
        <div className="stack stack--1">
          <Title>{t('list.title')}</Title>
          <LiveDot />
        </div>
        {query.data?.pages.some(({ results }) => results.length > 0) && apply}
      </div>
      <Loaded query={query}>
        {({ pages }) => {
          const rows = pages.flatMap(({ results }) => results)
          const { waiting, inForce, past } = grouped(rows)
          if (rows.length === 0) {
            return (
              <Empty emblem="generic" title={t('list.empty')} action={apply}>
                {t('list.emptyDetail')}
              </Empty>
            )
          }
          return (
            <>
              <Rows id="waiting" title={looks ? t('list.waitsForYou') : t('list.waits')} rows={waiting} />
              <Rows id="inForce" title={t('list.inForce')} rows={inForce} />
              <Rows id="past" title={t('list.past')} rows={past} />
              <More query={query}>{t('list.more')}</More>
            </>
          )
        }}
      </Loaded>
      <OwnSeals looks={looks} />
    </div>
  )
}

function Rows({ id, title, rows }: { id: string; title: string; rows: CertificateRow[] }) {
  if (rows.length === 0) return null
  return (
    <section className="stack stack--2" aria-labelledby={id}>
      <h2 className="name h3" id={id}>
        {title}
      </h2>
      <ul>
        {rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </ul>
    </section>
  )
}

function Row({ row }: { row: CertificateRow }) {
  const { t } = useTranslation('origin')
  const format = useFormat()
  const { me, association } = useWorkspace()
  const mine = me.producers.some(({ id }) => id === row.producer_id)
  // What led to a certificate is read by who asked for it and by who looks after them all.
  const opens = mine || controls(association.roles)
  return (
    <li className={styles.row}>
      <span>
        {opens ? (
          <Link to={row.id} className={`name ${styles.name}`}>
            {row.product_name}
          </Link>
        ) : (
          <span className={`name ${styles.name}`}>{row.product_name}</span>
        )}
        <br />
        <span className="small soft">
          {mine ? t('list.yours') : row.producer_name} · {row.code}
        </span>
      </span>
      {opens && <Icon name="right" />}
      <span className={styles.wide}>
        <SealName seal={row.seal} />
      </span>
      <span className={`small ${styles.wide}`}>
        <Standing row={row} />
        {row.cap !== null && row.status === 'issued' && (
          <span className="soft">
            {' · '}
            {t('list.granted', {
              count: row.granted,
              number: format.count(row.granted),
              cap: format.count(row.cap),
            })}
          </span>
        )}
      </span>
    </li>
  )
}

function OwnSeals({ looks }: { looks: boolean }) {
  const { t } = useTranslation('origin')
  const { association } = useWorkspace()
  const query = useQuery(ownSealsQuery(association.id))
  return (
    <section className="stack stack--2" aria-labelledby="own">
      <h2 className="name h3" id="own">
        {t('own.title')}
      </h2>
      <p className="small soft">{t('own.lead')}</p>
      <Loaded query={query}>
        {({ results }) => (
          <ul>
            {results.map((seal) => (
              <li key={seal.id} className={styles.line}>
                <span className="row row--apart row--wrap">
                  <SealName seal={seal} />
                  {looks ? (
                    <Link to={`sellos/${seal.id}`} className={styles.way}>
                      {t('own.edit')}
                    </Link>
                  ) : (
                    <Link to={`/sellos/${seal.slug}`} className={styles.way}>
                      {t('seals.see')}
                    </Link>
                  )}
                </span>
                {!seal.in_force && <span className="small soft">{t('own.givenUp')}</span>}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <p className="row row--wrap">
        {looks && (
          <ButtonLink small icon="plus" to="sellos/nuevo">
            {t('own.new')}
          </ButtonLink>
        )}
        <Link to="/sellos" className={styles.way}>
          {t('own.all')}
        </Link>
      </p>
    </section>
  )
}
