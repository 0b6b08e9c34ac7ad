import { useTranslation } from 'react-i18next'
import type { Basket } from '@/api/types'
import { useFormat } from '@/lib/useFormat'
import { Taxes } from './Taxes'

/** The lines that add up to the total. */
export function PaySummary({ basket }: { basket: Basket }) {
  const { t } = useTranslation('orders')
  const format = useFormat()
  return (
    <section aria-labelledby="bill">
      <h2 id="bill" className="name h3">
        {t('checkout.bill')}
      </h2>
      <div className="small">
        {basket.lines.map((line) => (
          <p className="sumline" key={line.offer.id}>
            <span>{`${line.offer.name}, ${format.count(line.units)} × ${format.pesos(line.offer.price_clp)}`}</span>
            <span className="nw">{format.pesos(line.total_clp)}</span>
          </p>
        ))}
      </div>
      <p className="sumline sumline--total">
        <span>{t('basket.total')}</span>
        <span className="big">{format.pesos(basket.total_clp)}</span>
      </p>
      <Taxes iva={basket.iva_clp} ila={basket.ila_clp} />
    </section>
  )
}
