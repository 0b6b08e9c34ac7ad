import { Trans, useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { OfferDetail } from '@/api/types'
import type { Comuna } from '@/lib/comunas'
import { useFormat } from '@/lib/useFormat'
import { Altitude } from '@/ui/Altitude'
import { ComunaMap, MapCredit } from '@/ui/ComunaMap'
import { Certified } from './Certified'
import styles from './OfferOrigin.module.css'
import { MonthLetters, SeasonStrip, useSeasonWords } from './region/SeasonStrip'
import { makersOf } from './sharesOf'

/** Where it comes from, no finer than the comuna: on the map, by height, by season; and who says so. */
export function OfferOrigin({ offer, comuna }: { offer: OfferDetail; comuna: Comuna }) {
  const { t } = useTranslation(['catalog', 'region'])
  const said = useSeasonWords()
  return (
    <section aria-labelledby="from">
      <h2 id="from" className={`name h2 ${styles.title}`}>
        {t('from.title')}
      </h2>
      <div className={styles.from}>
        <figure className={styles.map}>
          <ComunaMap cut={comuna.cut} name={comuna.name} />
          <figcaption className="small soft">
            {t('from.caption', { comuna: comuna.name, province: t(`from.province.${comuna.province}`) })}
            <br />
            <MapCredit />
          </figcaption>
        </figure>
        <div className="stack stack--4">
          <Altitude metres={comuna.metres} place={comuna.name} />
          <div className="stack stack--2">
            <h3 className="h3">{t('region:season.when')}</h3>
            <p className="small soft">{t('region:season.best', { months: said(offer.season_months) })}</p>
            {offer.season_months.length > 0 && offer.season_months.length < 12 && (
              <div className={styles.season}>
                <MonthLetters />
                <SeasonStrip months={offer.season_months} />
              </div>
            )}
          </div>
        </div>
        <Behind offer={offer} comuna={comuna} />
      </div>
    </section>
  )
}

/** What stands behind the name: certificates where there are any, else the association's own word; and the lots. */
function Behind({ offer, comuna }: { offer: OfferDetail; comuna: Comuna }) {
  const { t } = useTranslation('region')
  const format = useFormat()
  const { itself } = makersOf(offer)
  const { lots, producers, made_from: from, made_to: to } = offer.origin
  const families = producers - Number(itself)
  const facts = [
    producers > 0 &&
      t(itself ? 'origin.withItself' : 'origin.families', {
        count: families,
        number: format.count(families),
      }),
    from && to && from !== to && t('origin.made', { from: format.day(from), to: format.day(to) }),
    from && from === to && t('origin.madeOn', { day: format.day(from) }),
    lots > 0 && t('origin.lots', { count: lots, number: format.count(lots) }),
  ].filter((fact) => fact !== false && fact !== null && fact !== '')
  const certified = (offer.badges ?? []).length > 0
  return (
    <div className="stack">
      <h3 className="h3">{t('origin.known')}</h3>
      {certified ? (
        <Certified offer={offer} comuna={comuna.name} />
      ) : (
        <p className={styles.word}>
          <Trans
            t={t}
            i18nKey="origin.says"
            values={{ association: offer.association.name, comuna: comuna.name }}
            components={{ b: <b /> }}
          />{' '}
          {t('origin.checked')}
        </p>
      )}
      <ul className={`small ${styles.facts}`}>
        {facts.map((fact) => (
          <li key={String(fact)}>{fact}</li>
        ))}
      </ul>
      {!certified && (
        <p className="small soft">
          {t('origin.noSeal')} <Link to="/sellos">{t('origin.seals')}</Link>
        </p>
      )}
    </div>
  )
}
