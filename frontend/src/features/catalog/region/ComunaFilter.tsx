import { useTranslation } from 'react-i18next'
import { comunasByName } from '@/lib/comunas'
import { Select } from '@/ui/Field'
import styles from './ComunaFilter.module.css'
import { RegionMap } from './RegionMap'

interface Props {
  comuna: string
  counts: Map<string, number>
  say(count: number): string
  onChoose(cut: string): void
}

/** A comuna from the list or from the map; on a phone the map stands behind one tap. */
export function ComunaFilter({ comuna, counts, say, onChoose }: Props) {
  const { t } = useTranslation('region')
  const map = <RegionMap say={say} counts={counts} chosen={comuna} onChoose={onChoose} />
  return (
    <div className={styles.filter}>
      <Select
        name="comuna"
        label={t('filter.comuna')}
        value={comuna}
        onChange={(event) => onChoose(event.target.value)}
      >
        <option value="">{t('filter.allComunas')}</option>
        {comunasByName.map(({ cut, name }) => (
          <option key={cut} value={cut}>
            {name}
          </option>
        ))}
      </Select>
      <details className={styles.slim}>
        <summary>{t('map.open')}</summary>
        {map}
      </details>
      <div className={styles.wide}>{map}</div>
    </div>
  )
}
