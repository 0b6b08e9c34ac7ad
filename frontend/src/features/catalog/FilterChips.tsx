import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { comunaName } from '@/lib/comunas'
import { useFormat } from '@/lib/useFormat'
import { Icon } from '@/ui/Icon'
import styles from './FilterChips.module.css'
import { type Filters, fine, paramsOf } from './filters'

interface Props {
  filters: Filters
  /** The name of the association that is filtered by, once it is known. */
  seller: string | undefined
}

/** What narrows the list, each with a way to let it go. */
export function FilterChips({ filters, seller }: Props) {
  const { t } = useTranslation('catalog')
  const format = useFormat()
  if (fine(filters) === 0) return null
  const chips: [string, Partial<Filters>][] = []
  if (filters.comuna) chips.push([comunaName(filters.comuna), { comuna: '' }])
  if (filters.seller) chips.push([seller ?? filters.seller, { seller: '' }])
  if (filters.season) chips.push([t('chip.season'), { season: false }])
  if (filters.left) chips.push([t('chip.left'), { left: false }])
  if (filters.upTo) chips.push([t('chip.upTo', { price: format.pesos(filters.upTo) }), { upTo: 0 }])
  return (
    <ul className={styles.chips} aria-label={t('chip.list')}>
      {chips.map(([words, without]) => (
        <li key={words}>
          <Link
            to={{ pathname: '/', search: paramsOf({ ...filters, ...without }).toString() }}
            aria-label={t('chip.remove', { what: words })}
          >
            {words}
            <Icon name="x" />
          </Link>
        </li>
      ))}
    </ul>
  )
}
