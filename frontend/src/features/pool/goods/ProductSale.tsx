import { useTranslation } from 'react-i18next'
import type { TaxesInside } from '@/api/goodsTypes'
import { useFormat } from '@/lib/useFormat'
import { Field, Pick, Select } from '@/ui/Field'
import { isDrink } from '../offerDraft'
import more from '../ProductFields.module.css'
import { mayKeep, type ProductDraft } from '../productDraft'

interface Props {
  draft: ProductDraft
  errors: Record<string, string>
  taxes?: TaxesInside | null
  onChange(part: Partial<ProductDraft>): void
}

const fields = ['price_clp', 'tax_class', 'alcohol_degrees', 'withdrawal_right', 'gtin']

/** How it is sold: what it costs with which taxes inside, whether it may be sent back, and its number. */
export function ProductSale({ draft, errors, taxes, onChange }: Props) {
  const { t } = useTranslation('goods')
  const format = useFormat()
  const optional = (label: string) => (
    <>
      {label} <span className="soft">{t('optional')}</span>
    </>
  )
  const drink = isDrink(draft.category)
  const wrong = fields.some((name) => errors[name])
  return (
    <details className={more.more} open={wrong || undefined}>
      <summary>{t(drink ? 'product.saleOfDrink' : 'product.sale')}</summary>
      <div className={more.inside}>
        <div className="stack stack--2">
          <Field
            name="price_clp"
            inputMode="numeric"
            label={optional(t('product.price'))}
            hint={t('product.priceHint')}
            error={errors.price_clp}
            value={draft.price ? format.count(Number(draft.price)) : ''}
            autoComplete="off"
            onChange={(event) => onChange({ price: event.target.value.replace(/\D/g, '').slice(0, 8) })}
          />
          {taxes && (
            <p className="small soft">
              {taxes.ila_clp > 0
                ? t('product.taxesBoth', {
                    iva: format.pesos(taxes.iva_clp),
                    ila: format.pesos(taxes.ila_clp),
                    net: format.pesos(taxes.net_clp),
                  })
                : t('product.taxes', { iva: format.pesos(taxes.iva_clp), net: format.pesos(taxes.net_clp) })}
            </p>
          )}
        </div>
        {drink && (
          <>
            <Field
              name="alcohol_degrees"
              inputMode="decimal"
              label={optional(t('making.degrees'))}
              hint={t('product.degreesHint')}
              error={errors.alcohol_degrees}
              value={draft.degrees}
              maxLength={5}
              autoComplete="off"
              onChange={(event) => onChange({ degrees: event.target.value })}
            />
            <Select
              name="tax_class"
              label={t('product.tax')}
              hint={t('product.taxHint')}
              error={errors.tax_class}
              value={draft.resold ? 'resold' : 'made'}
              onChange={(event) => onChange({ resold: event.target.value === 'resold' })}
            >
              <option value="made">{t('product.taxMade')}</option>
              <option value="resold">{t('product.taxResold')}</option>
            </Select>
          </>
        )}
        {mayKeep(draft) ? (
          <Pick
            name="withdrawal_right"
            checked={draft.withdrawal}
            onChange={(event) => onChange({ withdrawal: event.target.checked })}
            title={t('product.withdrawal')}
            detail={t('product.withdrawalDetail')}
          />
        ) : (
          <p className="small soft">{t('product.withdrawalOwed')}</p>
        )}
        <Field
          name="gtin"
          inputMode="numeric"
          label={optional(t('product.gtin'))}
          hint={t('product.gtinHint')}
          error={errors.gtin}
          value={draft.gtin}
          maxLength={20}
          autoComplete="off"
          onChange={(event) => onChange({ gtin: event.target.value })}
        />
      </div>
    </details>
  )
}
