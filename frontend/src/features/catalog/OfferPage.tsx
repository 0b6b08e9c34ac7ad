import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import type { OfferCard, OfferDetail } from '@/api/types'
import { Loaded } from '@/app/Loaded'
import { StoreFrame } from '@/app/StoreFrame'
import { comunaOf } from '@/lib/comunas'
import { measure, unitPrice } from '@/lib/offerWords'
import { Problem } from '@/lib/problem'
import { useFormat } from '@/lib/useFormat'
import { useLive } from '@/live/LiveProvider'
import { Lines } from '@/ui/Skeleton'
import { Title } from '@/ui/Title'
import { cardOf, offerQuery } from './api'
import { BuyBox } from './BuyBox'
import { groupOf } from './filters'
import { MoneySplit } from './MoneySplit'
import { OfferFacts } from './OfferFacts'
import { OfferOrigin } from './OfferOrigin'
import styles from './OfferPage.module.css'
import { OfferPicture } from './OfferPicture'
import { OfferShares } from './OfferShares'

/** What a card and the whole have in common. */
type Told = Omit<OfferCard, 'shares'>

export default function OfferPage() {
  const { t } = useTranslation('catalog')
  const { slug = '' } = useParams()
  const queries = useQueryClient()
  const query = useQuery(offerQuery(slug))
  useLive(['catalog'])
  // Whoever comes from a list sees at once what its card told; the rest follows in its place.
  const told: Told | undefined = query.data ?? cardOf(queries, slug)
  const missing = query.error instanceof Problem && query.error.status === 404
  return (
    <StoreFrame back={{ to: '/', label: t('offer.back') }} className={styles.page}>
      {told && !missing ? (
        <Offer offer={told} query={query} />
      ) : (
        <Loaded query={query} waiting={<Ghost />}>
          {() => null}
        </Loaded>
      )}
    </StoreFrame>
  )
}

function Offer({ offer, query }: { offer: Told; query: UseQueryResult<OfferDetail> }) {
  const { t } = useTranslation('catalog')
  const format = useFormat()
  const comuna = comunaOf(offer.comuna)
  const whole = query.data
  const about =
    whole && (format.language === 'en' ? whole.description_en || whole.description_es : whole.description_es)
  const group = groupOf(offer.category)
  return (
    <>
      <nav className={styles.crumb} aria-label={t('offer.crumb')}>
        <Link to="/">{t('offer.products')}</Link> /{' '}
        <Link to={`/?categoria=${group}`}>{t(`kind.${group}`)}</Link> /{' '}
        <Link to={`/?comuna=${offer.comuna}`}>{comuna?.name}</Link>
      </nav>
      <div className={styles.buy}>
        <div className={styles.picture}>
          <OfferPicture offer={offer} sizes="(min-width: 1000px) 560px, 100vw" eager />
        </div>
        <div className="stack">
          {comuna && (
            <p className="over">
              {t('offer.place', { comuna: comuna.name, metres: format.count(comuna.metres) })}
            </p>
          )}
          <Title>{offer.name}</Title>
          <p>
            {t('offer.by')}{' '}
            <Link className="b" to={`/asociaciones/${offer.association.slug}`}>
              {offer.association.name}
            </Link>
            . {about}
          </p>
          <Loaded query={query} waiting={<Lines widths={[80, 60, 40, 90]} />}>
            {(found) => <Sale offer={found} />}
          </Loaded>
        </div>
      </div>
      {whole && (
        <>
          {whole.shares.length > 0 && <OfferShares offer={whole} />}
          <MoneySplit offer={whole} />
          {comuna && <OfferOrigin offer={whole} comuna={comuna} />}
        </>
      )}
    </>
  )
}

function Sale({ offer }: { offer: OfferDetail }) {
  const { t } = useTranslation('catalog')
  const format = useFormat()
  const per = unitPrice(offer.net_content, offer.price_clp)
  return (
    <>
      <p className={`row row--base row--wrap ${styles.price}`}>
        <span className={`big ${styles.figure}`}>{format.pesos(offer.price_clp)}</span>
        <span className="soft">
          {[
            measure(offer, format.count),
            per && t(`offer.per.${per.of}`, { price: format.pesos(per.price) }),
            t('offer.taxes'),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </p>
      <BuyBox offer={offer} />
      <OfferFacts offer={offer} />
    </>
  )
}

function Ghost() {
  return (
    <div className={styles.buy}>
      <div className={`${styles.picture} ${styles.ghost}`} />
      <Lines widths={[30, 80, 60, 40]} />
    </div>
  )
}
