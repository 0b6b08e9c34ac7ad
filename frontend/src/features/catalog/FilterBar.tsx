import { type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { later } from '@/app/later'
import { comunasByName } from '@/lib/comunas'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Select } from '@/ui/Field'
import { Lines, Waiting } from '@/ui/Skeleton'
import styles from './FilterBar.module.css'
import { type Filters, fine, type Group, groups, type Order, orders, paramsOf } from './filters'

const FilterSheet = later(() => import('./region/FilterSheet'), ['region'])

interface Props {
  filters: Filters
  onChoose(change: Partial<Filters>): void
}

/** Kinds as links (each has its own address); the other filters with the map behind a button; how many there are. */
export function FilterBar({ filters, onChoose, children }: Props & { children: ReactNode }) {
  const { t } = useTranslation('catalog')
  const [open, setOpen] = useState(false)
  const kinds: (Group | null)[] = [null, ...(Object.keys(groups) as Group[])]
  const close = () => setOpen(false)
  const set = fine(filters)
  return (
    <div className={styles.filters}>
      <nav className={`tabs ${styles.tabs}`} aria-label={t('filter.kind')}>
        {kinds.map((group) => (
          <Link
            key={group ?? 'all'}
            to={{ pathname: '/', search: paramsOf({ ...filters, group }).toString() }}
            aria-current={filters.group === group ? 'page' : undefined}
          >
            {t(`kind.${group ?? 'all'}`)}
          </Link>
        ))}
      </nav>
      <Button small className={styles.more} onClick={() => setOpen(true)}>
        {set > 0 ? t('filter.titleSet', { number: set }) : t('filter.title')}
      </Button>
      <div className={styles.count}>{children}</div>
      <div className={styles.wide}>
        <Lists filters={filters} onChoose={onChoose} />
      </div>
      <Dialog open={open} onClose={close} title={t('filter.title')} className={styles.sheet}>
        <Suspense
          fallback={
            <Waiting>
              <Lines widths={[90, 60, 90, 60, 90, 60]} />
            </Waiting>
          }
        >
          <FilterSheet filters={filters} onChoose={onChoose} onClose={close} />
        </Suspense>
      </Dialog>
    </div>
  )
}

function Lists({ filters, onChoose }: Props) {
  const { t } = useTranslation('catalog')
  return (
    <>
      <Select
        name="comuna"
        label={t('filter.comuna')}
        value={filters.comuna}
        onChange={(event) => onChoose({ comuna: event.target.value })}
      >
        <option value="">{t('filter.allComunas')}</option>
        {comunasByName.map((comuna) => (
          <option key={comuna.cut} value={comuna.cut}>
            {comuna.name}
          </option>
        ))}
      </Select>
      <Select
        name="order"
        label={t('filter.order')}
        value={filters.order}
        onChange={(event) => onChoose({ order: event.target.value as Order })}
      >
        {orders.map((order) => (
          <option key={order} value={order}>
            {t(`order.${order}`)}
          </option>
        ))}
      </Select>
    </>
  )
}
