import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { OfferCard } from '@/api/types'
import { comunaName } from '@/lib/comunas'
import { measure, unitOf } from '@/lib/offerWords'
import { useFormat } from '@/lib/useFormat'
import { ButtonLink } from '@/ui/Button'
import { ShareBar } from '@/ui/ShareBar'
import { offerQuery } from './api'
import styles from './FeaturedOffer.module.css'
import { OfferBadges } from './OfferBadges'
import { OfferPicture } from './OfferPicture'
import { makersOf, sharesOf } from './sharesOf'

/** One pooled offer, large, with whose it is. */
export function FeaturedOffer({ offer }: { offer: OfferCard }) {
  const { t } = useTranslation('catalog')
  const format = useFormat()
  const detail = useQuery(offerQuery(offer.slug)).data
  const makers = detail && makersOf(detail)
  const words = { count: offer.shares.length, association: offer.association.name }
  const left = t('left', { count: offer.free, number: format.count(offer.free) })
  return (
    <section className={styles.feature} aria-labelledby="featured">
      <div className={styles.picture}>
        <OfferPicture offer={offer} sizes="(min-width: 1000px) 560px, 100vw" />
      </div>
      <div className="stack">
        <p className="over">{t('featured.over', { comuna: comunaName(offer.comuna) })}</p>
        <h2 id="featured" className={`name ${styles.name}`}>
          {offer.name}
        </h2>
        <p>
          {detail
            ? t(makers?.itself ? 'featured.withItself' : 'featured.pooled', {
                ...words,
                count: makers?.families ?? 0,
                units: `${format.count(detail.contributed)} ${unitOf(offer, detail.contributed, format.language)}`,
              })
            : t('featured.about', words)}
        </p>
        <OfferBadges badges={offer.badges} />
        <div className={styles.shares}>{detail && <ShareBar tight shares={sharesOf(detail)} />}</div>
        <p className={`row row--base row--wrap ${styles.price}`}>
          <span className="big">{format.pesos(offer.price_clp)}</span>
          <span className="soft">{[measure(offer, format.count), left].filter(Boolean).join(' · ')}</span>
        </p>
        <div className="row row--3 row--wrap">
          <ButtonLink look="go" to={`/productos/${offer.slug}`}>
            {t('featured.go')}
          </ButtonLink>
        </div>
      </div>
    </section>
  )
}
