import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { Loaded } from '@/app/Loaded'
import { StoreFrame } from '@/app/StoreFrame'
import { comunaOf } from '@/lib/comunas'
import { useFormat } from '@/lib/useFormat'
import { useLive } from '@/live/LiveProvider'
import { Altitude } from '@/ui/Altitude'
import { Title } from '@/ui/Title'
import { offersQuery, territoryQuery } from '../api'
import { anything } from '../filters'
import { OfferTile } from '../OfferTile'
import { comunaIn } from './comunaIn'
import directory from './Directory.module.css'
import styles from './MapPage.module.css'
import { RegionMap } from './RegionMap'

const places = [
  ['offers', '/'],
  ['producers', '/productores'],
  ['associations', '/asociaciones'],
] as const

/** The region as a map: what there is in each comuna, and the way there. */
export default function MapPage() {
  const { t } = useTranslation('region')
  const format = useFormat()
  const [params, setParams] = useSearchParams()
  const chosen = comunaIn(params)
  const query = useQuery(territoryQuery)
  useLive(['catalog'])
  const offers = (count: number) => t('offers', { count, number: format.count(count) })
  const words = {
    offers,
    producers: (count: number) => t('producers.count', { count, number: format.count(count) }),
    associations: (count: number) => t('associations', { count, number: format.count(count) }),
  }
  const comuna = comunaOf(chosen)
  return (
    <StoreFrame>
      <div className={directory.head}>
        <Title>{t('map.title')}</Title>
        <p className="lead soft">{t('map.lead')}</p>
      </div>
      <Loaded query={query}>
        {(rows) => {
          const here = rows.filter((row) => !chosen || row.comuna === chosen)
          const total = (what: (typeof places)[number][0]) => here.reduce((sum, row) => sum + row[what], 0)
          return (
            <div className={styles.page}>
              <RegionMap
                say={offers}
                counts={new Map(rows.map((row) => [row.comuna, row.offers]))}
                chosen={chosen}
                onChoose={(cut) => setParams(cut ? { comuna: cut } : {}, { replace: true })}
              />
              <section aria-labelledby="place" className="stack">
                <h2 id="place" className="name h2" aria-live="polite">
                  {comuna ? comuna.name : t('map.region')}
                </h2>
                {comuna && (
                  <div className={styles.height}>
                    <Altitude metres={comuna.metres} place={comuna.name} />
                  </div>
                )}
                <ul className={styles.ways}>
                  {places.map(([what, to]) => (
                    <li key={what}>
                      <Link className="b" to={chosen ? `${to}?comuna=${chosen}` : to}>
                        {words[what](total(what))}
                      </Link>
                    </li>
                  ))}
                </ul>
                <Some comuna={chosen} />
              </section>
            </div>
          )
        }}
      </Loaded>
    </StoreFrame>
  )
}

const few = 6

/** Some of what is sold there; the link above leads to all of it. */
function Some({ comuna }: { comuna: string }) {
  const query = useInfiniteQuery(offersQuery({ ...anything, comuna }))
  const offers = query.data?.pages[0]?.results.slice(0, few) ?? []
  return (
    <div className={`grid ${styles.some}`} aria-busy={query.isPending || query.isPlaceholderData}>
      {offers.map((offer) => (
        <OfferTile key={offer.id} offer={offer} level={3} />
      ))}
    </div>
  )
}
