import { useTranslation } from 'react-i18next'
import type { Overview } from '@/api/stewardTypes'
import { useFormat } from '@/lib/useFormat'
import styles from './Minutes.module.css'

const height = 48
const step = 8

/** How many events each of the last sixty minutes brought: bars, with the same as a table one tap away. */
export function Minutes({ minutes }: { minutes: Overview['minutes'] }) {
  const { t } = useTranslation('stewards')
  const format = useFormat()
  const most = Math.max(1, ...minutes.map(({ events }) => events))
  const all = minutes.reduce((sum, { events }) => sum + events, 0)
  const busy = minutes.filter(({ events }) => events > 0)
  return (
    <figure className={styles.figure}>
      <svg
        className={styles.bars}
        viewBox={`0 0 ${minutes.length * step} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('minutes.said', { count: all, most: format.count(most) })}
      >
        {minutes.map(({ at, events }, index) => {
          const tall = events === 0 ? 1 : Math.max(3, (events / most) * height)
          return <rect key={at} x={index * step} y={height - tall} width={step - 2} height={tall} />
        })}
      </svg>
      <figcaption className="small soft">{t('minutes.caption', { count: all })}</figcaption>
      {busy.length > 0 && (
        <details className="small">
          <summary className={styles.more}>{t('minutes.table')}</summary>
          <table className="tbl">
            <thead>
              <tr>
                <th scope="col">{t('minutes.at')}</th>
                <th scope="col" className="r">
                  {t('minutes.events')}
                </th>
              </tr>
            </thead>
            <tbody>
              {busy.toReversed().map(({ at, events }) => (
                <tr key={at}>
                  <td>{format.clock(at)}</td>
                  <td className="r">{format.count(events)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </figure>
  )
}
