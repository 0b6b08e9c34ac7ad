import { useTranslation } from 'react-i18next'
import type { Lot } from '@/api/memberTypes'
import { unitOf } from '@/lib/offerWords'
import { randomKey } from '@/lib/randomKey'
import { useFormat } from '@/lib/useFormat'
import { Button, IconButton } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import styles from './Goods.module.css'
import type { InputDraft } from './making'

interface Props {
  lots: Lot[]
  inputs: InputDraft[]
  error?: string
  onChange(inputs: InputDraft[]): void
}

/** What of the producer's other lots went into this one. Each lot stands there once. */
export function InputFields({ lots, inputs, error, onChange }: Props) {
  const { t } = useTranslation('goods')
  const format = useFormat()
  const change = (at: number, part: Partial<InputDraft>) =>
    onChange(inputs.map((one, index) => (index === at ? { ...one, ...part } : one)))
  const left = (at: number) =>
    lots.filter(({ id }) => !inputs.some((one, index) => index !== at && one.lot === id))
  if (lots.length === 0 && inputs.length === 0) return null
  return (
    <fieldset className="stack stack--2" id="inputs">
      <legend className="field__label">
        {t('inputs.title')} <span className="soft">{t('optional')}</span>
      </legend>
      <p className="field__hint">{t('inputs.hint')}</p>
      {inputs.map((input, index) => {
        const lot = lots.find(({ id }) => id === input.lot)
        const number = index + 1
        return (
          <div key={input.key} className={styles.input}>
            <select
              className="select"
              aria-label={t('inputs.lot', { number })}
              value={input.lot}
              onChange={(event) => change(index, { lot: event.target.value })}
            >
              <option value="">{t('inputs.choose')}</option>
              {left(index).map((one) => (
                <option key={one.id} value={one.id}>
                  {`${one.product_name} · ${one.code}`}
                </option>
              ))}
            </select>
            {lot && (
              <span className={styles.count}>
                <input
                  className="input"
                  aria-label={t('inputs.units', { number })}
                  inputMode="numeric"
                  autoComplete="off"
                  value={input.units}
                  onChange={(event) =>
                    change(index, { units: event.target.value.replace(/\D/g, '').slice(0, 7) })
                  }
                />
                <span className="small soft">
                  {t('inputs.of', {
                    units: `${format.count(lot.free)} ${unitOf(lot, lot.free, format.language)}`,
                  })}
                </span>
              </span>
            )}
            <IconButton
              icon="x"
              label={t('inputs.remove', { number })}
              onClick={() => onChange(inputs.filter((_, at) => at !== index))}
            />
          </div>
        )
      })}
      {error && (
        <p className="field__err">
          <Icon name="alert" />
          <span>{error}</span>
        </p>
      )}
      {left(-1).length > 0 && (
        <div>
          <Button
            small
            icon="plus"
            onClick={() => onChange([...inputs, { key: randomKey(), lot: '', units: '' }])}
          >
            {t('inputs.add')}
          </Button>
        </div>
      )}
    </fieldset>
  )
}
