import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { CreateLot } from '@/api/memberTypes'
import type { Category } from '@/api/types'
import { today } from '@/lib/moments'
import { Field, Select } from '@/ui/Field'
import { categories } from './offerDraft'

export interface LotDraft {
  product_name: string
  category: string
  units: string
  made_on: string
  best_before: string
}

export const newLotDraft: LotDraft = {
  product_name: '',
  category: '',
  units: '',
  made_on: '',
  best_before: '',
}

/** What is wrong with a lot before it is sent: field → words. */
export function checkLot(draft: LotDraft, t: TFunction<'pool'>): Record<string, string | false> {
  const units = Number(draft.units)
  return {
    product_name: !draft.product_name.trim() && t('lot.missing.product_name'),
    units: !(Number.isSafeInteger(units) && units >= 1) && t('lot.missing.units'),
    made_on: !draft.made_on
      ? t('lot.missing.made_on')
      : draft.made_on > today() && t('lot.missing.made_later'),
    best_before:
      draft.best_before !== '' && draft.best_before < draft.made_on && t('lot.missing.best_before'),
  }
}

export function lotOf(draft: LotDraft): CreateLot {
  return {
    product_name: draft.product_name.trim(),
    category: draft.category as Category,
    units: Number(draft.units),
    made_on: draft.made_on,
    best_before: draft.best_before || null,
  }
}

interface Props {
  draft: LotDraft
  errors: Record<string, string>
  /** «quesos», where it is known. */
  unit?: string
  /** What it is is known already. */
  short?: boolean
  onChange(part: Partial<LotDraft>): void
}

export function LotFields({ draft, errors, unit, short = false, onChange }: Props) {
  const { t } = useTranslation('pool')
  return (
    <>
      {!short && (
        <>
          <Field
            name="product_name"
            label={t('lot.product')}
            hint={t('lot.productHint')}
            error={errors.product_name}
            value={draft.product_name}
            maxLength={120}
            autoComplete="off"
            onChange={(event) => onChange({ product_name: event.target.value })}
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
        </>
      )}
      <Field
        name="units"
        inputMode="numeric"
        label={unit ? t('lot.unitsOf', { unit }) : t('lot.units')}
        error={errors.units}
        value={draft.units}
        autoComplete="off"
        onChange={(event) => onChange({ units: event.target.value.replace(/\D/g, '').slice(0, 7) })}
      />
      <Field
        name="made_on"
        type="date"
        label={t('lot.made')}
        error={errors.made_on}
        value={draft.made_on}
        max={today()}
        onChange={(event) => onChange({ made_on: event.target.value })}
      />
      <Field
        name="best_before"
        type="date"
        label={
          <>
            {t('lot.until')} <span className="soft">{t('optional')}</span>
          </>
        }
        error={errors.best_before}
        value={draft.best_before}
        min={draft.made_on || undefined}
        onChange={(event) => onChange({ best_before: event.target.value })}
      />
    </>
  )
}
