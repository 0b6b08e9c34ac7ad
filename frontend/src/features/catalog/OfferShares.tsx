import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { OfferDetail } from '@/api/types'
import { unitOf } from '@/lib/offerWords'
import { useFormat } from '@/lib/useFormat'
import { Icon } from '@/ui/Icon'
import { ShareBar } from '@/ui/ShareBar'
import { layers } from '@/ui/shares'
import { Who } from '@/ui/Who'
import styles from './OfferShares.module.css'
import { makersOf, sharesOf } from './sharesOf'

/** Whose it is: the layers, and the same as a list. */
export function OfferShares({ offer }: { offer: OfferDetail }) {
  const { t } = useTranslation('catalog')
  const format = useFormat()
  const shares = sharesOf(offer)
  const { itself, families } = makersOf(offer)
  const told = new Map(shares.map((share) => [share.id, share]))
  const all = `${format.count(offer.contributed)} ${unitOf(offer, offer.contributed, format.language)}`
  return (
    <section className={styles.two} aria-labelledby="whose">
      <div className="stack stack--4">
        <div className="stack stack--2">
          <h2 id="whose" className="name h2">
            {t('shares.title')}
          </h2>
          <p className="soft">
            {itself
              ? t('shares.withItself', { count: families, units: all })
              : shares.length > 1
                ? t('shares.pooled', { count: shares.length, units: all })
                : t('shares.single', { units: all })}
          </p>
        </div>
        <ShareBar shares={shares} />
      </div>
      <ul className={styles.families}>
        {layers(shares).map((share) => {
          const { locality = '', producerId = null, itself: own = false } = told.get(share.id) ?? {}
          const place = own ? t('shares.itself') : producerId ? locality : t('shares.hidden')
          return (
            <li key={share.id}>
              <Who colour={share.colour} large>
                {share.initials || <Icon name="user" />}
              </Who>
              <span>
                {producerId ? (
                  <Link className="b" to={`/productores/${producerId}`}>
                    {share.name}
                  </Link>
                ) : (
                  <b>{share.name}</b>
                )}
                <br />
                <span className="small soft">
                  {[place, format.percent(share.percent)].filter(Boolean).join(' · ')}
                </span>
              </span>
              <span className="r small soft nw">
                <b className={styles.figure}>{format.count(share.units)}</b>{' '}
                {unitOf(offer, share.units, format.language)}
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
