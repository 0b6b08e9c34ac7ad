import { useTranslation } from 'react-i18next'
import type { TaxesInside } from '@/api/goodsTypes'
import { useFormat } from '@/lib/useFormat'
import { Field, Pick, Select, TextArea } from '@/ui/Field'
import { ProductOrigin } from './goods/ProductOrigin'
import { ProductSale } from './goods/ProductSale'
import { categories, type Unit, units } from './offerDraft'
import styles from './ProductFields.module.css'
import { type ProductDraft, usualUnit } from './productDraft'

interface Props {
  draft: ProductDraft
  errors: Record<string, string>
  /** How it is counted, where that is none of the usual words. */
  ownUnit?: string
  /** What the price is made of, while it is the one that the server knows. */
  taxes?: TaxesInside | null
  onChange(part: Partial<ProductDraft>): void
}

/** What a product is: three things that are needed, and below what makes it easier to sell. */
export function ProductFields({ draft, errors, ownUnit, taxes, onChange }: Props) {
  const { t } = useTranslation('pool')
  const format = useFormat()
  const optional = (label: string) => (
    <>
      {label} <span className="soft">{t('optional')}</span>
    </>
  )
  return (
    <>
      <Field
        name="name"
        label={t('lot.product')}
        hint={t('lot.productHint')}
        error={errors.name}
        value={draft.name}
        maxLength={120}
        autoComplete="off"
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <Select
        name="category"
        label={t('lot.category')}
        error={errors.category}
        value={draft.category}
        onChange={(event) => onChange({ category: event.target.value })}
      >
        <option value="">{t('lot.choose')}</option>
        {categories.map((category) => (
          <option key={category} value={category}>
            {t(`category.${category}`)}
          </option>
        ))}
      </Select>
      <Select
        name="unit"
        label={t('product.unit')}
        value={draft.unit || usualUnit(draft.category)}
        onChange={(event) => onChange({ unit: event.target.value })}
      >
        {(Object.keys(units) as Unit[]).map((unit) => (
          <option key={unit} value={unit}>
            {units[unit][format.language === 'en' ? 3 : 1]}
          </option>
        ))}
        {ownUnit && <option value="otra">{ownUnit}</option>}
      </Select>
      <details className={styles.more}>
        <summary>{t('product.more')}</summary>
        <div className={styles.inside}>
          <Field
            name="net_content"
            label={optional(t('offer.field.net_content'))}
            hint={t('offer.contentHint')}
            error={errors.net_content}
            value={draft.net_content}
            maxLength={40}
            autoComplete="off"
            onChange={(event) => onChange({ net_content: event.target.value })}
          />
          <Field
            name="keeps_days"
            inputMode="numeric"
            label={optional(t('product.keeps'))}
            hint={t('product.keepsHint')}
            error={errors.keeps_days}
            value={draft.keeps}
            autoComplete="off"
            onChange={(event) => onChange({ keeps: event.target.value.replace(/\D/g, '').slice(0, 5) })}
          />
          <TextArea
            name="description_es"
            label={optional(t('offer.field.description_es'))}
            error={errors.description_es}
            value={draft.description_es}
            maxLength={2000}
            onChange={(event) => onChange({ description_es: event.target.value })}
          />
          <TextArea
            name="description_en"
            label={optional(t('offer.field.description_en'))}
            error={errors.description_en}
            value={draft.description_en}
            maxLength={2000}
            onChange={(event) => onChange({ description_en: event.target.value })}
          />
          <Pick
            name="perishable"
            checked={draft.perishable}
            onChange={(event) =>
              onChange({ perishable: event.target.checked, withdrawal: !event.target.checked })
            }
            title={t('offer.perishable')}
          />
          <Months months={draft.months} onChange={(months) => onChange({ months })} />
        </div>
      </details>
      <ProductSale draft={draft} errors={errors} taxes={taxes} onChange={onChange} />
      <ProductOrigin draft={draft} errors={errors} onChange={onChange} />
    </>
  )
}

function Months({ months, onChange }: { months: number[]; onChange(months: number[]): void }) {
  const { t } = useTranslation('pool')
  const { language } = useFormat()
  const name = new Intl.DateTimeFormat(language === 'en' ? 'en' : 'es-CL', { month: 'long', timeZone: 'UTC' })
  return (
    <fieldset className="stack stack--2">
      <legend className="field__label">
        {t('product.season')} <span className="soft">{t('optional')}</span>
      </legend>
      <p className="field__hint">{t('product.seasonHint')}</p>
      <div className={styles.months}>
        {Array.from({ length: 12 }, (_, index) => index + 1).map((month) => {
          const word = name.format(new Date(Date.UTC(2026, month - 1, 15)))
          return (
            <label key={month} className={styles.month}>
              <input
                type="checkbox"
                aria-label={word}
                checked={months.includes(month)}
                onChange={(event) =>
                  onChange(
                    event.target.checked
                      ? [...months, month].sort((a, b) => a - b)
                      : months.filter((one) => one !== month),
                  )
                }
              />
              <span aria-hidden="true">{word.slice(0, 3)}</span>
            </label>
          )
        })}
      </div>
    </fieldset>
  )
}
