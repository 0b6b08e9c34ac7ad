import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Lot } from '@/api/memberTypes'
import { Loaded } from '@/app/Loaded'
import { unitOf } from '@/lib/offerWords'
import { unbroken } from '@/lib/unbroken'
import { useFormat } from '@/lib/useFormat'
import { Button } from '@/ui/Button'
import { helpedLotsQuery } from './api'
import { type Move, MoveDialog } from './MoveDialog'
import styles from './page.module.css'
import type { OwnHelper } from './words'

/** The member's lots: what is free can go into the pool, what nobody bought can come out again. */
export function HelpedLots({ helper }: { helper: OwnHelper }) {
  const { t } = useTranslation('helpers')
  const query = useQuery(helpedLotsQuery(helper.id, helper.member.producer_id))
  const [move, setMove] = useState<Move | null>(null)
  return (
    <>
      <Loaded query={query}>
        {({ results }) =>
          results.length === 0 ? (
            <p className="soft">{t('lots.none')}</p>
          ) : (
            <ul className={styles.list}>
              {results.map((lot) => (
                <LotItem key={lot.id} lot={lot} moves={helper.scopes.includes('pool')} onMove={setMove} />
              ))}
            </ul>
          )
        }
      </Loaded>
      <MoveDialog helper={helper} move={move} onClose={() => setMove(null)} />
    </>
  )
}

function LotItem({ lot, moves, onMove }: { lot: Lot; moves: boolean; onMove(move: Move): void }) {
  const { t } = useTranslation('helpers')
  const format = useFormat()
  const units = (count: number) => `${format.count(count)} ${unitOf(lot, count, format.language)}`
  return (
    <li className="arrive">
      <div className="row row--apart row--wrap">
        <span>
          <b>{lot.product_name}</b> <span className="small soft nw">{unbroken(lot.code)}</span>
          <br />
          <span className="small soft">
            {t('lots.made', { units: units(lot.units), day: format.day(lot.made_on) })} ·{' '}
            {t('lots.free', { units: units(lot.free) })}
          </span>
        </span>
        {moves && lot.free > 0 && (
          <Button
            small
            aria-label={t('lots.putOne', { code: lot.code })}
            onClick={() => onMove({ kind: 'put', lot })}
          >
            {t('lots.put')}
          </Button>
        )}
      </div>
      {lot.pools.length > 0 && (
        <ul className={styles.pools}>
          {lot.pools.map((pool) => (
            <li key={pool.contribution_id}>
              <span className="small">
                {t('lots.in', { offer: pool.offer_name, units: units(pool.left) })}
              </span>
              {moves && pool.left > 0 && (
                <Button
                  small
                  look="plain"
                  aria-label={t('lots.takeOne', { offer: pool.offer_name, code: lot.code })}
                  onClick={() => onMove({ kind: 'take', lot, pool })}
                >
                  {t('lots.take')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}
