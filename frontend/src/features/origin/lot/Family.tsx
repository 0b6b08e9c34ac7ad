import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { unitOf } from '@/lib/offerWords'
import { useFormat } from '@/lib/useFormat'
import type { FamilyLot, Genealogy } from './api'
import styles from './LotPage.module.css'
import { railOf } from './rail'

/** A picture to look at: lots in the order in which they were made, and lines from what went into what. */
export function Family({ genealogy }: { genealogy: Genealogy }) {
  const { t } = useTranslation('lot')
  const { association } = useWorkspace()
  const went = useWent(genealogy)
  const { places, lines, columns } = railOf(genealogy)
  const rows = genealogy.lots.length
  return (
    <section className="stack" aria-labelledby="family">
      <h2 id="family" className="name h2">
        {t('family.title')}
      </h2>
      {rows === 1 ? (
        <p>{t('family.alone')}</p>
      ) : (
        <>
          <p className={`small ${styles.key}`}>
            {(['input', 'this', 'output'] as const).map((side) => (
              <span key={side}>
                <i className={styles[side]} aria-hidden="true" /> {t(`family.key.${side}`)}
              </span>
            ))}
          </p>
          <div
            className={styles.family}
            style={{ '--columns': columns, '--rows': rows } as React.CSSProperties}
          >
            <svg viewBox={`0 0 ${columns} ${rows * 3.2}`} className={styles.rail} aria-hidden="true">
              <g transform="scale(1 3.2)">
                {lines.map(({ key, path }) => (
                  <path key={key} d={path} />
                ))}
              </g>
              {places.map(({ id, x, y, side }) => (
                <circle
                  key={id}
                  cx={x}
                  cy={y * 3.2}
                  r={side === 'this' ? 0.34 : 0.24}
                  className={styles[side]}
                />
              ))}
            </svg>
            <ol className={styles.lots}>
              {genealogy.lots.map((lot) => (
                <li key={lot.id}>
                  <span className={styles.named}>
                    {lot.step === 0 ? (
                      <b aria-current="true">{lot.product_name}</b>
                    ) : (
                      <Link to={`/a/${association.slug}/origen/lotes/${lot.id}`}>{lot.product_name}</Link>
                    )}
                  </span>
                  <span className={`small soft ${styles.named}`}>
                    {[lot.step === 0 ? t('family.this') : lot.code, ...went(lot)].join(' · ')}
                  </span>
                </li>
              ))}
            </ol>
          </div>
          {!genealogy.whole && <p className="small soft">{t('family.cut')}</p>}
          <FamilyTable genealogy={genealogy} />
        </>
      )}
    </section>
  )
}

function FamilyTable({ genealogy }: { genealogy: Genealogy }) {
  const { t } = useTranslation('lot')
  const format = useFormat()
  const went = useWent(genealogy)
  return (
    <details>
      <summary>{t('family.table')}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways is reached by keyboard */}
      <section className={styles.wide} tabIndex={0} aria-label={t('family.table')}>
        <table>
          <thead>
            <tr>
              {(['lot', 'product', 'producer', 'made', 'units', 'into'] as const).map((name) => (
                <th key={name} scope="col">
                  {t(`family.head.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {genealogy.lots.map((lot) => (
              <tr key={lot.id}>
                <th scope="row">{lot.code}</th>
                <td>{lot.product_name}</td>
                <td>{lot.producer_name}</td>
                <td>{format.day(lot.made_on)}</td>
                <td>{`${format.count(lot.units)} ${unitOf(lot, lot.units, format.language)}`}</td>
                <td>{went(lot).join('; ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  )
}

/** «8 quesos entraron en L-102», for each lot that this one went into. */
function useWent({ lots, links }: Genealogy) {
  const { t } = useTranslation('lot')
  const format = useFormat()
  const codes = new Map(lots.map(({ id, code }) => [id, code]))
  return (lot: FamilyLot) =>
    links
      .filter(({ from_lot_id }) => from_lot_id === lot.id)
      .map(({ to_lot_id, units }) =>
        t('family.went', {
          units: `${format.count(units)} ${unitOf(lot, units, format.language)}`,
          code: codes.get(to_lot_id) ?? '',
        }),
      )
}
