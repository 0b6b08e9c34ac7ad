import { useTranslation } from 'react-i18next'
import { comunasByName } from '@/lib/comunas'
import { Button } from '@/ui/Button'
import { ComunaMap, MapCredit } from '@/ui/ComunaMap'
import { Pick } from '@/ui/Field'
import styles from './Page.module.css'

interface Props {
  value: string[]
  onChange(comunas: string[]): void
}

/** Comunas by touching the map or from the list. */
export function ZoneField({ value, onChange }: Props) {
  const { t } = useTranslation('origin')
  const toggle = (cut: string) =>
    onChange(value.includes(cut) ? value.filter((one) => one !== cut) : [...value, cut])
  const all = value.length === comunasByName.length
  return (
    <fieldset className="stack" id="zone" tabIndex={-1}>
      <legend className="b">{t('form.zone')}</legend>
      <p className="small soft">{t('form.zoneHint')}</p>
      <div className={styles.zone}>
        <figure className={styles.zoneMap}>
          <ComunaMap
            cut=""
            name=""
            label={t('form.zone')}
            parts={new Map(value.map((cut) => [cut, 1]))}
            width={196}
            onPick={toggle}
          />
          <figcaption>
            <MapCredit />
          </figcaption>
        </figure>
        <div className="stack stack--2">
          <div>
            <Button small onClick={() => onChange(all ? [] : comunasByName.map(({ cut }) => cut))}>
              {all ? t('form.zoneNone') : t('form.zoneAll')}
            </Button>
          </div>
          <div className={styles.choices}>
            {comunasByName.map(({ cut, name }) => (
              <Pick key={cut} title={name} checked={value.includes(cut)} onChange={() => toggle(cut)} />
            ))}
          </div>
        </div>
      </div>
    </fieldset>
  )
}
