import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { OfferCard } from '@/api/types'
import { useFormat } from '@/lib/useFormat'
import styles from './SeasonSection.module.css'
import { MonthLetters, monthNow, SeasonStrip, useSeasonWords } from './SeasonStrip'

const most = 6

/** What is in its best months now and what comes soon: one line per product, the year as a strip. */
export default function SeasonSection({ offers }: { offers: OfferCard[] }) {
  const { t } = useTranslation('region')
  const format = useFormat()
  const said = useSeasonWords()
  const now = monthNow()
  // How many months one waits for it.
  const wait = (months: number[]) => Math.min(...months.map((month) => (month - now + 12) % 12))
  const seasonal = offers
    .filter(({ season_months: months }) => months.length > 0 && months.length < 12)
    .sort((a, b) => wait(a.season_months) - wait(b.season_months) || a.name.localeCompare(b.name, 'es'))
    .slice(0, most)
  if (seasonal.length < 2) return null
  const month = format.months()[now - 1] ?? ''
  return (
    <section className={styles.how} aria-labelledby="season">
      <div className="stack">
        <h2 id="season" className="name h1">
          {t('season.title', { month: month.charAt(0).toUpperCase() + month.slice(1) })}
        </h2>
        <p className="lead soft">{t('season.lead')}</p>
        <p>
          <Link className="b" to="/?temporada=ahora">
            {t('season.all')}
          </Link>
        </p>
      </div>
      <ul className={styles.list}>
        <li aria-hidden="true">
          <span />
          <MonthLetters />
        </li>
        {seasonal.map((offer) => (
          <li key={offer.id}>
            <Link to={`/productos/${offer.slug}`}>{offer.name}</Link>
            <span className="sr">{said(offer.season_months)}</span>
            <SeasonStrip months={offer.season_months} />
          </li>
        ))}
      </ul>
    </section>
  )
}
