import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { comunasByName } from '@/lib/comunas'
import { useFormat } from '@/lib/useFormat'
import { Button } from '@/ui/Button'
import { Pick, Select } from '@/ui/Field'
import { facetsUnder } from '../api'
import { anything, type Filters, type Order, orders, prices } from '../filters'
import styles from './FilterSheet.module.css'
import { RegionMap } from './RegionMap'

interface Props {
  filters: Filters
  onChoose(change: Partial<Filters>): void
  onClose(): void
}

/** Every filter with how much it leaves; the list behind follows at once. */
export default function FilterSheet({ filters, onChoose, onClose }: Props) {
  const { t } = useTranslation(['region', 'catalog'])
  const format = useFormat()
  const facets = useQuery(facetsUnder(filters)).data
  const counts = new Map(facets?.comunas.map(({ value, count }) => [value, count]))
  const sellers = facets?.sellers ?? []
  const offers = (count: number) => t('offers', { count, number: format.count(count) })
  return (
    <>
      <div className={styles.sheet}>
        <RegionMap
          say={offers}
          counts={counts}
          chosen={filters.comuna}
          onChoose={(comuna) => onChoose({ comuna })}
        />
        <div className="stack">
          <Select
            name="comuna-sheet"
            label={t('filter.comuna')}
            value={filters.comuna}
            onChange={(event) => onChoose({ comuna: event.target.value })}
          >
            <option value="">{t('filter.allComunas')}</option>
            {comunasByName.map(({ cut, name }) => (
              <option key={cut} value={cut}>
                {facets ? `${name} (${format.count(counts.get(cut) ?? 0)})` : name}
              </option>
            ))}
          </Select>
          <Select
            name="seller"
            label={t('filter.seller')}
            value={filters.seller}
            onChange={(event) => onChoose({ seller: event.target.value })}
          >
            <option value="">{t('filter.allSellers')}</option>
            {filters.seller && !sellers.some(({ slug }) => slug === filters.seller) && (
              <option value={filters.seller}>{filters.seller}</option>
            )}
            {sellers.map(({ slug, name, count }) => (
              <option key={slug} value={slug}>
                {`${name} (${format.count(count)})`}
              </option>
            ))}
          </Select>
          <Select
            name="price"
            label={t('filter.price')}
            value={String(filters.upTo)}
            onChange={(event) => onChoose({ upTo: Number(event.target.value) })}
          >
            <option value="0">{t('filter.anyPrice')}</option>
            {[...new Set([...prices, filters.upTo].filter(Boolean))].map((price) => (
              <option key={price} value={price}>
                {t('filter.upTo', { price: format.pesos(price) })}
              </option>
            ))}
          </Select>
          <Select
            name="order-sheet"
            label={t('filter.order')}
            value={filters.order}
            onChange={(event) => onChoose({ order: event.target.value as Order })}
          >
            {orders.map((order) => (
              <option key={order} value={order}>
                {t(`catalog:order.${order}`)}
              </option>
            ))}
          </Select>
          <fieldset className="picks">
            <legend className="sr">{t('filter.only')}</legend>
            <Pick
              title={t('filter.season')}
              checked={filters.season}
              onChange={(event) => onChoose({ season: event.target.checked })}
            />
            <Pick
              title={t('filter.left')}
              checked={filters.left}
              onChange={(event) => onChoose({ left: event.target.checked })}
            />
          </fieldset>
        </div>
      </div>
      <p className="sr" role="status">
        {facets && offers(facets.offers)}
      </p>
      <div className={`row row--wrap ${styles.acts}`}>
        <Button look="plain" onClick={() => onChoose({ ...anything, q: filters.q, group: filters.group })}>
          {t('filter.clear')}
        </Button>
        <Button look="go" className="grow" onClick={onClose}>
          {facets ? t('filter.show', { offers: offers(facets.offers) }) : t('catalog:filter.show')}
        </Button>
      </div>
    </>
  )
}
