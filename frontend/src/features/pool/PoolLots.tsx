import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Pool } from '@/api/memberTypes'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { unitOf } from '@/lib/offerWords'
import { unbroken } from '@/lib/unbroken'
import { useFormat } from '@/lib/useFormat'
import { Button } from '@/ui/Button'
import type { Colour } from '@/ui/shares'
import { Who } from '@/ui/Who'
import { LotDates } from './LotDates'
import styles from './PoolLots.module.css'

interface Props {
  pool: Pool
  colours: Map<string, Colour>
  onWithdraw(contributionId: string): void
}

/** The lots in the offer, each with what of it is not sold yet. */
export function PoolLots({ pool, colours, onWithdraw }: Props) {
  const { t } = useTranslation('pool')
  const { association } = useWorkspace()
  const format = useFormat()
  const lots = pool.lots.filter(({ units, allocated }) => units > 0 || allocated > 0)
  return (
    <section className="stack stack--2" aria-labelledby="lots">
      <h2 className="name h3" id="lots">
        {t('lots.title')}
      </h2>
      <ul>
        {lots.map((lot) => (
          <li key={lot.contribution_id} className={`lot ${styles.lot}`}>
            <Who colour={colours.get(lot.producer_id)}>{lot.initials}</Who>
            <span className="lot__code">
              {unbroken(lot.code)} <span className={`soft ${styles.by}`}>· {lot.producer_name}</span>
            </span>
            <span className="nw lot__n">
              <b>{format.count(lot.units)}</b>{' '}
              <span className="soft small">{unitOf(pool, lot.units, format.language)}</span>
            </span>
            <span className={`lot__meta ${styles.meta}`}>
              <span>
                <LotDates made={lot.made_on} until={lot.best_before} />
                {' · '}
                <Link className="nw" to={`/a/${association.slug}/origen/lotes/${lot.lot_id}`}>
                  {t('lots.origin')}
                </Link>
                {lot.allocated > 0 && (
                  <>
                    {' · '}
                    <span className="nw">{t('lots.sold', { count: lot.allocated })}</span>
                  </>
                )}
                {lot.uncovered > 0 && (
                  <>
                    {' · '}
                    <span>
                      {t(lot.uncovered === lot.units ? 'lots.noCertificate' : 'lots.uncovered', {
                        count: lot.uncovered,
                        units: `${format.count(lot.uncovered)} ${unitOf(pool, lot.uncovered, format.language)}`,
                      })}
                    </span>
                  </>
                )}
              </span>
              {lot.mine && lot.free + lot.uncovered > 0 && (
                <Button
                  small
                  look="plain"
                  className={styles.out}
                  aria-label={t('lots.withdrawOne', { code: lot.code })}
                  onClick={() => onWithdraw(lot.contribution_id)}
                >
                  {t('lots.withdraw')}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
