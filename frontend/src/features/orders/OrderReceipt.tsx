import { useTranslation } from 'react-i18next'
import type { OrderGroup } from '@/api/types'
import { unitOf } from '@/lib/offerWords'
import { useFormat } from '@/lib/useFormat'
import styles from './OrderReceipt.module.css'

/** What is printed: every line with its taxes. It stands on paper only. */
export function OrderReceipt({ order }: { order: OrderGroup }) {
  const { t } = useTranslation('orders')
  const format = useFormat()
  const lines = order.orders.flatMap((part) =>
    part.lines.map((line) => ({ ...line, seller: part.association.name })),
  )
  return (
    <section className={styles.receipt}>
      <h2>{t('receipt.title', { number: order.number })}</h2>
      <p>
        {t('receipt.who', {
          name: order.contact_name,
          when: format.onWhen(order.paid_at ?? order.placed_at),
        })}
        <br />
        {t('receipt.date', { day: format.weekday(order.paid_at ?? order.placed_at) })}
        <br />
        {t(`checkout.${order.delivery}`)}
        {order.address && `: ${order.address}`}
      </p>
      <table>
        <thead>
          <tr>
            <th>{t('receipt.what')}</th>
            <th>{t('receipt.net')}</th>
            <th>{t('receipt.iva')}</th>
            {order.ila_clp > 0 && <th>{t('receipt.ila')}</th>}
            <th>{t('basket.total')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <td>
                {`${line.name}, ${format.count(line.units)} ${unitOf(line, line.units, format.language)} × ${format.pesos(line.unit_price_clp)}`}
                <br />
                <small>{line.seller}</small>
              </td>
              <td>{format.pesos(line.net_clp)}</td>
              <td>{format.pesos(line.iva_clp)}</td>
              {order.ila_clp > 0 && <td>{format.pesos(line.ila_clp)}</td>}
              <td>{format.pesos(line.total_clp)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th>{t('basket.total')}</th>
            <td>{format.pesos(order.total_clp - order.iva_clp - order.ila_clp)}</td>
            <td>{format.pesos(order.iva_clp)}</td>
            {order.ila_clp > 0 && <td>{format.pesos(order.ila_clp)}</td>}
            <td>{format.pesos(order.total_clp)}</td>
          </tr>
        </tfoot>
      </table>
      <p>{t('receipt.note')}</p>
    </section>
  )
}
