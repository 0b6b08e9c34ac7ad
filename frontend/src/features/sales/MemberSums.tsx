import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Sales } from '@/api/memberTypes'
import { useFormat } from '@/lib/useFormat'
import { Button } from '@/ui/Button'
import { Who } from '@/ui/Who'
import styles from './SalesPage.module.css'

const atFirst = 10

/** What buyers paid for each member's units; it adds up to the peso. */
export function MemberSums({ sales }: { sales: Sales }) {
  const { t } = useTranslation('sales')
  const format = useFormat()
  const [whole, setWhole] = useState(false)
  const { members, others } = sales
  const shown = whole ? members : members.slice(0, atFirst)
  const rest = whole ? [] : members.slice(atFirst)
  const left = {
    members: others.members + rest.length,
    units: others.units + rest.reduce((sum, { units }) => sum + units, 0),
    amount: others.amount_clp + rest.reduce((sum, { amount_clp }) => sum + amount_clp, 0),
  }
  return (
    <section className="stack stack--2" aria-labelledby="members">
      <div>
        <h2 className="name h3" id="members">
          {t('byMember')}
        </h2>
        <p className="small soft">{t('byMemberDetail')}</p>
      </div>
      <table className={`tbl ${styles.table}`}>
        <thead>
          <tr>
            <th>{t('who')}</th>
            <th className="r">{t('unitsHead')}</th>
            <th className="r">{t('amount')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((member) => (
            <tr key={member.producer_id}>
              <td>
                <div className="row row--2">
                  <Who colour={member.mine ? 1 : undefined}>{member.initials}</Who>
                  <span className="grow">
                    <b>{member.name}</b>{' '}
                    {(member.mine || member.itself) && (
                      <span className="soft small">{t(member.mine ? 'you' : 'itself')}</span>
                    )}
                  </span>
                </div>
              </td>
              <td className="r">{format.count(member.units)}</td>
              <td className="r b">{format.pesos(member.amount_clp)}</td>
            </tr>
          ))}
          {left.members > 0 && (
            <tr>
              <td className="soft">
                {t('others', { count: left.members, members: format.count(left.members) })}
              </td>
              <td className="r">{format.count(left.units)}</td>
              <td className="r">{format.pesos(left.amount)}</td>
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <td>{t('total')}</td>
            <td className="r">{format.count(sales.units)}</td>
            <td className="r">{format.pesos(sales.total_clp)}</td>
          </tr>
        </tfoot>
      </table>
      {shown.some(({ itself }) => itself) && <p className="small soft">{t('itselfMoney')}</p>}
      {rest.length > 0 && (
        <div>
          <Button small onClick={() => setWhole(true)}>
            {t('wholeList', { count: members.length, members: format.count(members.length) })}
          </Button>
        </div>
      )}
    </section>
  )
}
