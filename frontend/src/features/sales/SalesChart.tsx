import { useTranslation } from 'react-i18next'
import type { Sales } from '@/api/memberTypes'
import { today } from '@/lib/moments'
import { useFormat } from '@/lib/useFormat'
import { type Bar, barsOf } from './bars'
import styles from './SalesChart.module.css'

const wide = 10
const high = 100
/** More labels than this would touch each other on a phone. */
const labels = 6

/** When it was sold: a bar for each week or month, with its table one tap away. */
export function SalesChart({ sales }: { sales: Sales }) {
  const { t } = useTranslation('sales')
  const format = useFormat()
  const bars = barsOf(sales, today())
  const most = Math.max(...bars.map(({ total_clp }) => total_clp), 1)
  const best = bars.find(({ total_clp }) => total_clp === most)
  const every = Math.ceil(bars.length / labels)
  const name = ({ start }: Bar) =>
    sales.by === 'week'
      ? format.dayShort(start)
      : `${format.monthShort(start)}${bars.length > 12 ? ` ${start.slice(2, 4)}` : ''}`
  const said = ({ start }: Bar) =>
    sales.by === 'week' ? t('weekOf', { day: format.day(start) }) : format.month(start)
  return (
    <section className="stack stack--2" aria-labelledby="when">
      <h2 className="name h3" id="when">
        {t(`by.${sales.by}`)}
      </h2>
      <figure className={styles.figure}>
        <div
          role="img"
          aria-label={t('chart', {
            count: bars.length,
            when: best ? said(best) : '',
            amount: format.pesos(most),
          })}
        >
          <p className={`tiny soft ${styles.most}`}>{format.pesos(most)}</p>
          <svg
            className={styles.bars}
            viewBox={`0 0 ${bars.length * wide} ${high}`}
            preserveAspectRatio="none"
            aria-hidden="true"
          >
            {bars.map((bar, place) => {
              const height = bar.total_clp > 0 ? Math.max(2, (bar.total_clp / most) * high) : 0
              return (
                <rect key={bar.start} x={place * wide + 1} y={high - height} width={wide - 2} height={height}>
                  <title>{`${said(bar)}: ${format.pesos(bar.total_clp)}`}</title>
                </rect>
              )
            })}
          </svg>
          <div
            className={styles.names}
            style={{ gridTemplateColumns: `repeat(${bars.length}, minmax(0, 1fr))` }}
          >
            {bars.map((bar, place) => (
              <span key={bar.start} className="tiny soft">
                {place % every === 0 && name(bar)}
              </span>
            ))}
          </div>
        </div>
        <details className={styles.more}>
          <summary>{t('asTable')}</summary>
          <table className="tbl">
            <thead>
              <tr>
                <th>{t(`in.${sales.by}`)}</th>
                <th className="r">{t('unitsHead')}</th>
                <th className="r">{t('amount')}</th>
              </tr>
            </thead>
            <tbody>
              {bars.map((bar) => (
                <tr key={bar.start}>
                  <td>{said(bar)}</td>
                  <td className="r">{format.count(bar.units)}</td>
                  <td className="r">{format.pesos(bar.total_clp)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      </figure>
    </section>
  )
}
