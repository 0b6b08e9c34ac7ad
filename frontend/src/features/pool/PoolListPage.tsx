import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { PoolRow } from '@/api/memberTypes'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { unitOf } from '@/lib/offerWords'
import { useChange } from '@/lib/useChange'
import { useFormat } from '@/lib/useFormat'
import { LiveDot } from '@/live/LiveDot'
import { artFile } from '@/ui/Art'
import { ButtonLink } from '@/ui/Button'
import { Delta } from '@/ui/Delta'
import { Emblem } from '@/ui/Emblem'
import { Empty } from '@/ui/Empty'
import { Photo } from '@/ui/Photo'
import { ShareLine } from '@/ui/ShareBar'
import { Title } from '@/ui/Title'
import { offersQuery } from './api'
import { onBoard } from './board'
import styles from './PoolListPage.module.css'
import { byStatus } from './parts'

export default function PoolListPage() {
  const { t } = useTranslation('pool')
  const { association } = useWorkspace()
  const query = useQuery(offersQuery(association.id))
  const writes = onBoard(association.roles)
  const some = (query.data?.results.length ?? 0) > 0
  return (
    <div className={styles.page}>
      <div className={`row row--apart row--wrap ${styles.head}`}>
        <div className="stack stack--1">
          <Title>{t('list.title')}</Title>
          <LiveDot />
          {some && (
            <Link className="small" to="panorama">
              {t('list.glance')}
            </Link>
          )}
        </div>
        {writes && some && (
          <ButtonLink look="go" icon="plus" to="nueva">
            {t('list.new')}
          </ButtonLink>
        )}
      </div>
      <Loaded query={query}>
        {({ results }) =>
          results.length === 0 ? (
            <Empty
              emblem="goat"
              title={t('list.empty')}
              action={
                writes ? (
                  <ButtonLink look="go" to="nueva">
                    {t('list.first')}
                  </ButtonLink>
                ) : (
                  <ButtonLink to="../lotes">{t('list.lots')}</ButtonLink>
                )
              }
            >
              {writes ? t('list.emptyBoard') : t('list.emptyMember')}
            </Empty>
          ) : (
            <ul className={styles.list}>
              {byStatus(results).map((offer) => (
                <Row key={offer.id} offer={offer} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </div>
  )
}

function Row({ offer }: { offer: PoolRow }) {
  const { t } = useTranslation('pool')
  const format = useFormat()
  const changed = useChange(offer.free, offer.id) !== 0
  const picture = artFile(offer.picture)
  const mine = offer.shares.filter((share) => share.mine).reduce((sum, { percent }) => sum + percent, 0)
  return (
    <li className={`${styles.row} ${changed ? 'fresh' : ''}`}>
      <span className={styles.picture}>
        {offer.photo ? (
          <Photo photo={offer.photo} sizes="72px" silent />
        ) : picture ? (
          <img src={picture} alt="" width="72" height="72" />
        ) : (
          <Emblem name={offer.emblem} size={56} />
        )}
      </span>
      <span className={styles.words}>
        <span className="over">{t(`status.${offer.status}`)}</span>
        <Link to={offer.id} className={`name ${styles.name}`}>
          {offer.name}
        </Link>
        <span className="small soft">
          {[offer.net_content, format.pesos(offer.price_clp)].filter(Boolean).join(' · ')}
        </span>
      </span>
      <span className={styles.figure}>
        <span className="nw">
          <span className="big">{format.count(offer.free)}</span>
          <Delta value={offer.free} of={offer.id} />
        </span>{' '}
        <span className="small soft">
          {t('list.left', {
            count: offer.free,
            total: format.count(offer.contributed),
            unit: unitOf(offer, offer.contributed, format.language),
          })}
        </span>
      </span>
      {offer.shares.length > 0 && (
        <span className={styles.shares}>
          <ShareLine shares={offer.shares} />
          <span className="small soft">
            {mine > 0 ? t('list.mine', { percent: format.percent(mine) }) : t('list.notMine')}
          </span>
        </span>
      )}
    </li>
  )
}
