import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Insight } from '@/api/memberTypes'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { unitOf } from '@/lib/offerWords'
import { useFormat } from '@/lib/useFormat'
import { LastDay } from '../LotDates'
import { AsTable } from './AsTable'
import styles from './InsightPage.module.css'

/** When what is unsold expires: a column for each stretch of time, and the lots that can't wait. */
export function Expiring({ insight }: { insight: Insight }) {
  const { t } = useTranslation('insight')
  const format = useFormat()
  const lots = (count: number) => t('expires.lots', { count, number: format.count(count) })
  const { dates } = insight
  const most = Math.max(...dates.map((date) => date.lots), 1)
  const said = dates
    .filter((date) => date.lots > 0)
    .map((date) => `${t(`expires.span.${date.span}`)}: ${lots(date.lots)}`)
  return (
    <section className="stack" aria-labelledby="expires">
      <h2 className="name h2" id="expires">
        {t('expires.title')}
      </h2>
      <figure className={styles.figure}>
        <div
          className={styles.columns}
          role="img"
          aria-label={t('expires.chart', { parts: format.list(said) })}
        >
          {dates.map((date) => (
            <span key={date.span} className={styles.column} data-span={date.span}>
              <b>{date.lots > 0 && format.count(date.lots)}</b>
              <i style={{ '--h': date.lots / most } as CSSProperties} />
              <span>{t(`expires.short.${date.span}`)}</span>
            </span>
          ))}
        </div>
        <AsTable heads={[t('expires.when'), t('members.lots'), t('value')]}>
          {dates.map((date) => (
            <tr key={date.span}>
              <td>{t(`expires.span.${date.span}`)}</td>
              <td className="r">{format.count(date.lots)}</td>
              <td className="r">{format.pesos(date.value_clp)}</td>
            </tr>
          ))}
        </AsTable>
      </figure>
      {insight.lots.length === 0 ? (
        <p className="soft">{t('expires.none')}</p>
      ) : (
        <>
          <p className="small soft">{t('expires.soon')}</p>
          <ul className={styles.lots}>
            {insight.lots.map((lot) => (
              <Lot key={`${lot.lot_id} ${lot.offer_id}`} lot={lot} />
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function Lot({ lot }: { lot: Insight['lots'][number] }) {
  const { t } = useTranslation('insight')
  const format = useFormat()
  const { association } = useWorkspace()
  return (
    <li>
      <span>
        <Link className="b" to={`/a/${association.slug}/acopio/${lot.offer_id}`}>
          {lot.code}
        </Link>{' '}
        <span className="soft">
          · {lot.mine ? t('members.you') : lot.producer_name} · {lot.offer_name}
        </span>
        <br />
        <LastDay until={lot.best_before} />
      </span>
      <span className="r nw">
        <b>{format.count(lot.units)}</b>{' '}
        <span className="soft small">{unitOf(lot, lot.units, format.language)}</span>
        {lot.uncovered > 0 && (
          <>
            <br />
            <span className="small act">
              {t('expires.waits', { count: lot.uncovered, number: format.count(lot.uncovered) })}
            </span>
          </>
        )}
      </span>
    </li>
  )
}
