import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { comunasByName } from '@/lib/comunas'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Select } from '@/ui/Field'
import styles from './FilterBar.module.css'
import { type Filters, type Group, groups, type Order, orders, paramsOf } from './filters'

interface Props {
  filters: Filters
  onChoose(change: Partial<Filters>): void
}

/** Kinds as links (each has its own address), comuna and order as lists; on a phone these are behind a button. */
export function FilterBar({ filters, onChoose }: Props) {
  const { t } = useTranslation('catalog')
  const [open, setOpen] = useState(false)
  const kinds: (Group | null)[] = [null, ...(Object.keys(groups) as Group[])]
  return (
    <div className={styles.filters}>
      <nav className={`tabs grow ${styles.tabs}`} aria-label={t('filter.kind')}>
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
      <Button small className={styles.slim} onClick={() => setOpen(true)}>
        {t('filter.title')}
      </Button>
      <div className={styles.wide}>
        <Lists place="bar" filters={filters} onChoose={onChoose} />
      </div>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={t('filter.title')}
        actions={
          <Button look="go" wide onClick={() => setOpen(false)}>
            {t('filter.show')}
          </Button>
        }
      >
        <div className="stack">
          <Lists place="sheet" filters={filters} onChoose={onChoose} />
        </div>
      </Dialog>
    </div>
  )
}

function Lists({ place, filters, onChoose }: Props & { place: string }) {
  const { t } = useTranslation('catalog')
  return (
    <>
      <Select
        name={`comuna-${place}`}
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
        name={`order-${place}`}
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
