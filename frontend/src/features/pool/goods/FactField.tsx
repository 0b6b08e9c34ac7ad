import { useTranslation } from 'react-i18next'
import type { Fact } from '@/api/goodsTypes'
import { useFormat } from '@/lib/useFormat'
import { Field, Select } from '@/ui/Field'
import { Icon } from '@/ui/Icon'
import styles from './Goods.module.css'

interface Props {
  fact: Fact
  category: string
  answer: string | string[]
  error?: string
  onChange(answer: string | string[]): void
}

/** One question about how a lot was made. The ids are those of the server's refusals. */
export function FactField({ fact, category, answer, error, onChange }: Props) {
  const { t } = useTranslation('goods')
  const { language } = useFormat()
  const word = fact.asked.find((one) => one.category === category)
  const text = (language === 'en' ? word?.en : word?.es) ?? fact.key
  const unit = language === 'en' ? fact.unit_en : fact.unit_es
  const label = (
    <>
      {unit && !text.toLowerCase().includes(unit) ? `${text} (${unit})` : text}{' '}
      <span className="soft">{t('optional')}</span>
    </>
  )
  const name = `facts.${fact.key}`
  if (fact.kind === 'choices') {
    const chosen = Array.isArray(answer) ? answer : []
    return (
      <fieldset className="stack stack--2" id={name}>
        <legend className="field__label">{label}</legend>
        <div className={styles.chips}>
          {fact.values.map((value) => (
            <label key={value.key} className={styles.chip}>
              <input
                type="checkbox"
                checked={chosen.includes(value.key)}
                onChange={(event) =>
                  onChange(
                    event.target.checked ? [...chosen, value.key] : chosen.filter((one) => one !== value.key),
                  )
                }
              />
              <span>{language === 'en' ? value.en : value.es}</span>
            </label>
          ))}
        </div>
        {error && (
          <p className="field__err">
            <Icon name="alert" />
            <span>{error}</span>
          </p>
        )}
      </fieldset>
    )
  }
  if (fact.kind === 'number' || fact.kind === 'decimal') {
    return (
      <Field
        name={name}
        inputMode={fact.kind === 'number' ? 'numeric' : 'decimal'}
        label={label}
        error={error}
        value={String(answer)}
        maxLength={8}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
      />
    )
  }
  const words =
    fact.kind === 'flag'
      ? [
          { key: 'yes', text: t('yes') },
          { key: 'no', text: t('no') },
        ]
      : fact.values.map((value) => ({ key: value.key, text: language === 'en' ? value.en : value.es }))
  return (
    <Select
      name={name}
      label={label}
      error={error}
      value={String(answer)}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{t('making.unsaid')}</option>
      {words.map((one) => (
        <option key={one.key} value={one.key}>
          {one.text}
        </option>
      ))}
    </Select>
  )
}
