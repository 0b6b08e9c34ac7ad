import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { later } from '@/app/later'
import { StoreFooter } from '@/app/StoreFooter'
import { StoreHeader } from '@/app/StoreHeader'
import { useLive } from '@/live/LiveProvider'
import { Button } from '@/ui/Button'
import { Failure } from '@/ui/Failure'
import { Waiting } from '@/ui/Skeleton'
import { facetsQuery, offersQuery } from './api'
import styles from './CatalogPage.module.css'
import { FeaturedOffer } from './FeaturedOffer'
import { FilterBar } from './FilterBar'
import { FilterChips } from './FilterChips'
import { type Filters, filtersFrom, isFiltered, paramsOf } from './filters'
import { GhostTiles } from './GhostTiles'
import { HeightStrip, Hero } from './Hero'
import { NothingFound } from './NothingFound'
import { OfferTile } from './OfferTile'

const SeasonSection = later(() => import('./region/SeasonSection'), ['region'])

export default function CatalogPage() {
  const { t } = useTranslation(['catalog', 'ui'])
  const [params, setParams] = useSearchParams()
  const filters = filtersFrom(params)
  const query = useInfiniteQuery(offersQuery(filters))
  useLive(['catalog'])
  // The address is ahead of what is drawn: of two choices in quick succession both count.
  const choose = (change: Partial<Filters>) =>
    setParams(paramsOf({ ...filtersFrom(new URLSearchParams(window.location.search)), ...change }))
  const offers = query.data?.pages.flatMap((page) => page.results) ?? []
  const filtered = isFiltered(filters)
  const featured = filtered ? undefined : offers.find((offer) => offer.shares.length > 1 && offer.free > 0)
  const meant = query.data?.pages[0]?.meant
  const seller = filters.seller && offers.find((offer) => offer.association.slug === filters.seller)
  const tiles = offers.filter((offer) => offer !== featured)
  return (
    <>
      <div className={styles.sky}>
        <StoreHeader night />
      </div>
      <main id="main">
        <Hero low={filtered} q={filters.q} onSearch={(q) => choose({ q })} />
        {!filtered && <HeightStrip />}
        <div className="wrap">
          <FilterBar filters={filters} onChoose={choose}>
            <Count
              filters={filters}
              shown={offers.length}
              more={query.hasNextPage}
              waiting={query.isPending || query.isPlaceholderData}
            />
          </FilterBar>
          <FilterChips filters={filters} seller={seller ? seller.association.name : undefined} />
          {meant && !query.isPlaceholderData && (
            <p className={styles.meant}>{t('meant', { q: filters.q, meant })}</p>
          )}
          {query.isPending && (
            <Waiting>
              <GhostTiles />
            </Waiting>
          )}
          {query.isError && !query.data && <Failure error={query.error} again={() => void query.refetch()} />}
          {query.data && !query.isPlaceholderData && offers.length === 0 && (
            <NothingFound filters={filters} />
          )}
          {featured && <FeaturedOffer offer={featured} />}
          {tiles.length > 0 && (
            <div className="grid" aria-busy={query.isPlaceholderData}>
              {tiles.map((offer) => (
                <OfferTile key={offer.id} offer={offer} />
              ))}
            </div>
          )}
          {query.hasNextPage && (
            <p className={styles.more}>
              <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {query.isFetchingNextPage ? t('ui:waiting') : t('more')}
              </Button>
            </p>
          )}
          {!filtered && offers.length > 0 && (
            <Suspense fallback={null}>
              <SeasonSection offers={offers} />
            </Suspense>
          )}
        </div>
      </main>
      <StoreFooter />
    </>
  )
}

interface CountProps {
  filters: Filters
  shown: number
  more: boolean
  waiting: boolean
}

function Count({ filters, shown, more, waiting }: CountProps) {
  const { t } = useTranslation('catalog')
  const facets = useQuery(facetsQuery).data
  let words = ''
  if (isFiltered(filters)) {
    if (!waiting) words = more ? t('count.atLeast', { count: shown }) : t('count.found', { count: shown })
  } else if (facets) {
    words = t('count.all', {
      offers: t('count.offers', { count: facets.offers }),
      associations: t('count.associations', { count: facets.associations }),
    })
  }
  return (
    <p className="small soft" role="status">
      {words || '\u00a0'}
    </p>
  )
}
