import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import type { OfferDetail } from '@/api/types'
import { unitOf } from '@/lib/offerWords'
import { useFormat } from '@/lib/useFormat'
import styles from './MoneySplit.module.css'
import { makersOf } from './sharesOf'

/** Where the price of one unit goes, as the server divides it: one bar in which every peso has a place, and its lines. */
export function MoneySplit({ offer }: { offer: OfferDetail }) {
  const { t } = useTranslation('region')
  const format = useFormat()
  const { money } = offer
  const makers =
    makersOf(offer).itself && money.parts.length > 1
      ? t('money.withItself')
      : t('money.families', { count: money.parts.length })
  const parts = [
    { id: 'families', amount: money.net_clp, words: makers },
    { id: 'iva', amount: money.iva_clp, words: t('money.iva') },
    { id: 'ila', amount: money.ila_clp, words: t('money.ila') },
  ].filter(({ amount }) => amount > 0)
  const said = format.list(parts.map(({ words, amount }) => `${words} ${format.pesos(amount)}`))
  return (
    <section className={styles.money} aria-labelledby="money">
      <div className="stack stack--4">
        <div className="stack stack--2">
          <h2 id="money" className="name h2">
            {t('money.title')}
          </h2>
          <p className="soft">{t('money.lead', { unit: unitOf(offer, 1, format.language) })}</p>
        </div>
        <div
          className={styles.bar}
          role="img"
          aria-label={t('money.bar', { price: format.pesos(money.price_clp), parts: said })}
        >
          {parts.map(({ id, amount }) => (
            <i key={id} className={styles[id]} style={{ '--w': amount } as CSSProperties} />
          ))}
        </div>
        <p className="small soft">{t('money.note')}</p>
      </div>
      <div>
        <dl className={styles.lines}>
          {parts.map(({ id, amount, words }) => (
            <div key={id}>
              <dt>
                <i className={styles[id]} aria-hidden="true" />
                {words}
              </dt>
              <dd className="nw">{format.pesos(amount)}</dd>
            </div>
          ))}
          <div>
            <dt>
              <i aria-hidden="true" />
              {t('money.minga')}
            </dt>
            <dd>{t('money.nothing')}</dd>
          </div>
          <div className={styles.total}>
            <dt>{t('money.total')}</dt>
            <dd className="nw">{format.pesos(money.price_clp)}</dd>
          </div>
        </dl>
        {money.parts.length > 1 && (
          <details className={styles.each}>
            <summary>{t('money.each')}</summary>
            <table className="small">
              <caption className="sr">{t('money.table')}</caption>
              <tbody>
                {money.parts.map((part, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: two who don't show their names may be called alike
                  <tr key={index}>
                    <th scope="row">{part.public_name}</th>
                    <td>{format.pesos(part.amount_clp)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        )}
      </div>
    </section>
  )
}
