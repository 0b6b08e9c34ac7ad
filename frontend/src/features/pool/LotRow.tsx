import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Lot } from '@/api/memberTypes'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { today } from '@/lib/moments'
import { unitOf } from '@/lib/offerWords'
import { unbroken } from '@/lib/unbroken'
import { useFormat } from '@/lib/useFormat'
import { Icon } from '@/ui/Icon'
import { offersQuery } from './api'
import { LotActs, type LotOf } from './LotActs'
import { LotDates } from './LotDates'
import styles from './LotsPage.module.css'
import { ProductThumb } from './ProductThumb'
import { fitting } from './parts'

const soon = 30

/** A lot of the reader's: what of it is free, in which offers the rest is, how long it keeps, and where it could go. */
export function LotRow({ lot, producerId }: LotOf) {
  const { t } = useTranslation('pool')
  const format = useFormat()
  const { association } = useWorkspace()
  const offers = useQuery(offersQuery(association.id)).data?.results ?? []
  const days = lot.best_before
    ? Math.round((Date.parse(lot.best_before) - Date.parse(today())) / 86_400_000)
    : null
  const fits = offers.find((offer) => offer.status !== 'closed' && fitting([lot], offer.category).length > 0)
  return (
    <li className={`${styles.row} arrive`}>
      <ProductThumb photo={lot.photo ?? null} category={lot.category} size={56} />
      <span className={styles.words}>
        <b>{lot.product_name}</b>
        <span className="small soft">
          {unbroken(lot.code)} · <LotDates made={lot.made_on} until={lot.best_before} />
        </span>
        {days !== null && days >= 0 && days <= soon && (
          <span className={`small act b ${styles.soon}`}>
            <Icon name="clock" />
            {t('mine.soon', { count: days })}
          </span>
        )}
        <InPools lot={lot} />
        <Link className="small" to={`../origen/lotes/${lot.id}`} relative="path">
          {t('lots.origin')}
        </Link>
      </span>
      <span className="r">
        <span className={`big ${styles.free}`}>{format.count(lot.free)}</span>
        <br />
        <span className="tiny soft">
          {t('mine.free', { count: lot.free, total: format.count(lot.units) })}
        </span>
      </span>
      {fits && association.producer_id !== null && (
        <Link
          className={`btn btn--sm ${styles.add}`}
          to={`../acopio/${fits.id}?sumar=${lot.id}`}
          relative="path"
        >
          <Icon name="plus" />
          {t('mine.add', { offer: fits.name })}
        </Link>
      )}
      <LotActs lot={lot} producerId={producerId} />
    </li>
  )
}

function InPools({ lot }: { lot: Lot }) {
  const { t } = useTranslation('pool')
  const format = useFormat()
  const { me } = useWorkspace()
  return lot.pools.map((pool) => {
    const slug = me.associations.find(({ id }) => id === pool.association_id)?.slug
    const values = {
      count: pool.left,
      units: `${format.count(pool.units)} ${unitOf(lot, pool.units, format.language)}`,
      left: format.count(pool.left),
    }
    return (
      <span key={pool.contribution_id} className="small">
        {slug ? <Link to={`/a/${slug}/acopio/${pool.offer_id}`}>{pool.offer_name}</Link> : pool.offer_name}
        {': '}
        {pool.allocated > 0 ? t('mine.inPool', values) : values.units}
      </span>
    )
  })
}
