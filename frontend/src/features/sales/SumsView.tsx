import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Sales } from '@/api/memberTypes'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { unitOf } from '@/lib/offerWords'
import { useFormat } from '@/lib/useFormat'
import { Button } from '@/ui/Button'
import { Select } from '@/ui/Field'
import { sumsQuery } from './api'
import { type Asked, addressOf, type Period, periods } from './asked'
import { MemberSums } from './MemberSums'
import { OfferSelect } from './OfferSelect'
import { SalesChart } from './SalesChart'
import styles from './SalesPage.module.css'

const atFirst = 8

/** The same sales added up: how much, when, of what, and what comes to each member. */
export function SumsView({ asked, offers }: { asked: Asked; offers: Sales['offers'] }) {
  const { t } = useTranslation('sales')
  const { association } = useWorkspace()
  const go = useNavigate()
  const query = useQuery(sumsQuery(association.id, asked.period, asked.offer))
  return (
    <>
      <div className={styles.filters}>
        <Select
          name="periodo"
          label={t('period')}
          value={asked.period}
          onChange={({ target }) => void go(addressOf({ ...asked, period: target.value as Period }))}
        >
          {periods.map((period) => (
            <option key={period} value={period}>
              {t(`periods.${period}`)}
            </option>
          ))}
        </Select>
        <OfferSelect asked={asked} offers={offers} />
      </div>
      <Loaded query={query}>
        {(sales) => (
          <div className={styles.sums} aria-busy={query.isPlaceholderData || undefined}>
            <Totals sales={sales} offer={sales.offers.find(({ offer_id }) => offer_id === asked.offer)} />
            {sales.orders > 0 && (
              <>
                {sales.total_clp > 0 && <SalesChart sales={sales} />}
                <MemberSums sales={sales} />
                {!asked.offer && sales.offers.length > 1 && <Offers sales={sales} />}
              </>
            )}
          </div>
        )}
      </Loaded>
    </>
  )
}

function Totals({ sales, offer }: { sales: Sales; offer?: Sales['offers'][number] }) {
  const { t } = useTranslation('sales')
  const format = useFormat()
  if (sales.orders === 0) return <p className="soft">{t('nothingSold')}</p>
  const mine = sales.members.filter((member) => member.mine)
  const units = `${format.count(sales.units)} ${offer ? unitOf(offer, sales.units, format.language) : t('units', { count: sales.units })}`
  return (
    <dl className={styles.totals}>
      <div>
        <dt className="small soft">
          {t('soldIn', { count: sales.orders, orders: format.count(sales.orders), units })}
        </dt>
        <dd className="big big--xl">{format.pesos(sales.total_clp)}</dd>
      </div>
      {mine.length > 0 && (
        <div>
          <dt className="small soft">{t('yours')}</dt>
          <dd className="big">{format.pesos(mine.reduce((sum, { amount_clp }) => sum + amount_clp, 0))}</dd>
        </div>
      )}
    </dl>
  )
}

function Offers({ sales }: { sales: Sales }) {
  const { t } = useTranslation('sales')
  const format = useFormat()
  const [whole, setWhole] = useState(false)
  const shown = whole ? sales.offers : sales.offers.slice(0, atFirst)
  return (
    <section className="stack stack--2" aria-labelledby="offers">
      <h2 className="name h3" id="offers">
        {t('byOffer')}
      </h2>
      <table className={`tbl ${styles.table}`}>
        <thead>
          <tr>
            <th>{t('offer')}</th>
            <th className="r">{t('amount')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((one) => (
            <tr key={one.offer_id}>
              <td>
                <b>{one.name}</b>
                <br />
                <span className="small soft">
                  {format.count(one.units)} {unitOf(one, one.units, format.language)}
                </span>
              </td>
              <td className="r">{format.pesos(one.total_clp)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < sales.offers.length && (
        <div>
          <Button small onClick={() => setWhole(true)}>
            {t('wholeList', {
              count: sales.offers.length,
              members: format.count(sales.offers.length),
            })}
          </Button>
        </div>
      )}
    </section>
  )
}
