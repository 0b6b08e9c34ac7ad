import { useTranslation } from 'react-i18next'
import type { Pool, PoolMember } from '@/api/memberTypes'
import { useFormat } from '@/lib/useFormat'
import { Delta } from '@/ui/Delta'
import { ShareBar, SplitBar, SplitKey } from '@/ui/ShareBar'
import type { Colour } from '@/ui/shares'
import { Who } from '@/ui/Who'
import styles from './MemberParts.module.css'
import { coloursOf, sharesOf, shownMembers } from './parts'

/** Each member's part: as layers, and as a table that is a list on a phone. */
export function MemberParts({ pool }: { pool: Pool }) {
  const { t } = useTranslation('pool')
  const format = useFormat()
  const members = shownMembers(pool)
  const colours = coloursOf(pool.members)
  const longest = Math.max(0, ...members.map(({ contributed }) => contributed))
  const rows = members.map((member) => ({ member, colour: colours.get(member.producer_id) ?? 6, longest }))
  return (
    <section className="stack" aria-labelledby="parts">
      <div className="row row--apart row--base row--wrap">
        <h2 className="name h3" id="parts">
          {t('parts.title')}
        </h2>
        <SplitKey />
      </div>
      <ShareBar shares={sharesOf(pool.members)} />
      <table className={`tbl ${styles.table}`}>
        <thead>
          <tr>
            <th className={styles.who}>{t('parts.who')}</th>
            <th className="r">{t('parts.contributed')}</th>
            <th className="r">{t('parts.sold')}</th>
            <th className="r">{t('parts.held')}</th>
            <th className="r">{t('parts.left')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <TableRow key={row.member.producer_id} {...row} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>{t('parts.total')}</td>
            <td className="r">{format.count(pool.contributed)}</td>
            <td className="r">
              {format.count(pool.allocated)}
              <Delta value={pool.allocated} of={pool.id} />
            </td>
            <td className="r">{format.count(pool.reserved)}</td>
            <td className="r">{format.count(pool.free)}</td>
          </tr>
        </tfoot>
      </table>
      <ul className={styles.list}>
        {rows.map((row) => (
          <ListRow key={row.member.producer_id} {...row} />
        ))}
        <li className={styles.total}>
          <b>{t('parts.allContributed', { total: format.count(pool.contributed) })}</b>
          <b>{t('parts.allLeft', { count: pool.free, left: format.count(pool.free) })}</b>
        </li>
      </ul>
      {members.some(({ itself }) => itself) && <p className="small soft">{t('itself.share')}</p>}
    </section>
  )
}

interface RowProps {
  member: PoolMember
  colour: Colour
  longest: number
}

function Bar({ member, colour, longest }: RowProps) {
  return (
    <SplitBar
      colour={colour}
      sold={member.allocated}
      held={member.reserved}
      total={member.contributed}
      longest={longest}
    />
  )
}

function TableRow(row: RowProps) {
  const { t } = useTranslation('pool')
  const format = useFormat()
  const { member, colour } = row
  return (
    <tr>
      <td>
        <div className="row row--3">
          <Who colour={colour}>{member.initials}</Who>
          <div className="grow stack stack--2">
            <span>
              <b>{member.name}</b>{' '}
              <span className={`soft small ${member.itself ? 'nw' : ''}`}>
                {member.mine ? t('you') : member.itself ? t('itself.mark') : member.locality}
              </span>
            </span>
            <Bar {...row} />
          </div>
        </div>
      </td>
      <td className="r">
        {format.count(member.contributed)}
        <Delta value={member.contributed} of={member.producer_id} />
      </td>
      <td className="r">
        {format.count(member.allocated)}
        <Delta value={member.allocated} of={member.producer_id} />
      </td>
      <td className="r">{format.count(member.reserved)}</td>
      <td className="r">
        <b>{format.count(member.free)}</b>
        <Waits member={member} />
      </td>
    </tr>
  )
}

/** What of hers no certificate stands behind now. */
function Waits({ member }: Pick<RowProps, 'member'>) {
  const { t } = useTranslation('pool')
  const format = useFormat()
  if (member.uncovered === 0) return null
  return (
    <>
      <br />
      <span className="tiny soft">
        {t('parts.waits', { count: member.uncovered, units: format.count(member.uncovered) })}
      </span>
    </>
  )
}

function ListRow(row: RowProps) {
  const { t } = useTranslation('pool')
  const format = useFormat()
  const { member, colour } = row
  return (
    <li>
      <Who large colour={colour}>
        {member.initials}
      </Who>
      <span>
        <b>{member.name}</b>{' '}
        {(member.mine || member.itself) && (
          <span className="soft small nw">{t(member.mine ? 'you' : 'itself.mark')}</span>
        )}
        <br />
        <span className="soft small">
          {t('parts.said', {
            contributed: format.count(member.contributed),
            sold: format.count(member.allocated),
          })}
          <Delta value={member.allocated} of={member.producer_id} />
          <Waits member={member} />
        </span>
      </span>
      <span className="r">
        <span className={`big ${styles.left}`}>{format.count(member.free)}</span>
        <br />
        <span className="tiny soft">{t('parts.leftShort', { count: member.free })}</span>
      </span>
      <div className={styles.bar}>
        <Bar {...row} />
      </div>
    </li>
  )
}
