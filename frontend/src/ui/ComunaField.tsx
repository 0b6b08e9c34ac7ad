import { useTranslation } from 'react-i18next'
import { comunaName, comunasByName } from '@/lib/comunas'
import styles from './ComunaField.module.css'
import { ComunaMap } from './ComunaMap'
import { Select } from './Field'

interface Props {
  value: string
  error?: string
  onChange(cut: string): void
}

/** A comuna of the region, from the list or by touching the map. */
export function ComunaField({ value, error, onChange }: Props) {
  const { t } = useTranslation('ui')
  return (
    <>
      <Select
        name="comuna"
        label={t('comuna.label')}
        value={value}
        error={error}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="">{t('comuna.choose')}</option>
        {comunasByName.map((comuna) => (
          <option key={comuna.cut} value={comuna.cut}>
            {comuna.name}
          </option>
        ))}
      </Select>
      <figure className={styles.map}>
        <ComunaMap cut={value} name={comunaName(value)} width={196} onPick={onChange} />
        <figcaption className="small soft">{t('comuna.map')}</figcaption>
      </figure>
    </>
  )
}
