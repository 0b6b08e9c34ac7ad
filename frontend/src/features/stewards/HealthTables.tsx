import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { Overview } from '@/api/stewardTypes'
import { useFormat } from '@/lib/useFormat'
import { duration } from './duration'
import styles from './HealthTables.module.css'

/** A member reports every five seconds: until a few reports are missing nothing is to be said, and nothing flickers. */
const calm = 30

/** Consumer groups and their members: what each has still to read, and when it was heard of. */
export function Groups({ groups }: { groups: Overview['groups'] }) {
  const { t } = useTranslation('stewards')
  const format = useFormat()
  const heard = (seconds: number | null) =>
    seconds === null
      ? t('groups.never')
      : seconds < calm
        ? t('groups.now')
        : t('groups.ago', { long: duration(seconds, format.language) })
  return (
    <table className={`tbl ${styles.table}`}>
      <caption className="sr">{t('groups.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('groups.name')}</th>
          <th scope="col" className="r">
            {t('groups.lag')}
          </th>
          <th scope="col" className="r">
            {t('groups.parked')}
          </th>
          <th scope="col" className="r">
            {t('groups.heard')}
          </th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <Fragment key={group.name}>
            <tr>
              <th scope="row" className={styles.name}>
                {group.name}
              </th>
              <td className="r">{format.count(group.lag)}</td>
              <td className={`r ${group.parked > 0 ? 'bad b' : ''}`}>{format.count(group.parked)}</td>
              <td className="r">{heard(group.silent_seconds)}</td>
            </tr>
            {group.members.length > 1 &&
              group.members.map((member) => (
                <tr key={member.member} className="small soft">
                  <td className={styles.member}>{t('groups.member', { member: member.member || '0' })}</td>
                  <td className="r">{format.count(member.lag)}</td>
                  <td />
                  <td className="r">{heard(member.silent_seconds)}</td>
                </tr>
              ))}
          </Fragment>
        ))}
      </tbody>
    </table>
  )
}

/** Queued tasks by kind; kinds of which there are none are told in one line. */
export function Queues({ queues }: { queues: Overview['tasks'] }) {
  const { t } = useTranslation('stewards')
  const format = useFormat()
  const busy = queues.filter(({ waiting, doing, failed }) => waiting + doing + failed > 0)
  if (busy.length === 0) return <p className="small soft">{t('queues.none', { count: queues.length })}</p>
  return (
    <table className={`tbl ${styles.table}`}>
      <caption className="sr">{t('queues.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('queues.name')}</th>
          <th scope="col" className="r">
            {t('queues.waiting')}
          </th>
          <th scope="col" className="r">
            {t('queues.doing')}
          </th>
          <th scope="col" className="r">
            {t('queues.failed')}
          </th>
        </tr>
      </thead>
      <tbody>
        {busy.map((queue) => (
          <tr key={queue.name}>
            <th scope="row" className={styles.name}>
              {queue.name}
            </th>
            <td className="r">{format.count(queue.waiting)}</td>
            <td className="r">{format.count(queue.doing)}</td>
            <td className={`r ${queue.failed > 0 ? 'bad b' : ''}`}>{format.count(queue.failed)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
