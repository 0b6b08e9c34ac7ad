import { useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Member } from '@/api/memberTypes'
import { Loaded } from '@/app/Loaded'
import { comunaName } from '@/lib/comunas'
import { useFormat } from '@/lib/useFormat'
import { Button } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import { Who } from '@/ui/Who'
import { membersQuery } from './api'
import styles from './MemberList.module.css'

/** So many are seen at a glance; more are found by their name. */
const glance = 12

interface Props {
  associationId: string
  count: number
}

/** Who belongs to the association, found by name, place or who acts for them. */
export function MemberList({ associationId, count }: Props) {
  const { t } = useTranslation('coops')
  const field = useId()
  const [typed, setTyped] = useState('')
  const search = useDeferredValue(typed.trim())
  const query = useInfiniteQuery(membersQuery(associationId, { search }))
  const rows = query.data?.pages.flatMap(({ results }) => results) ?? []
  return (
    <section aria-labelledby="members">
      <h2 className="name h3" id="members">
        {t('members.list')}
      </h2>
      {count > glance && (
        <div className={styles.search}>
          <label className="sr" htmlFor={field}>
            {t('members.search')}
          </label>
          <Icon name="search" />
          <input
            id={field}
            className="input"
            type="search"
            value={typed}
            placeholder={t('members.search')}
            autoComplete="off"
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
      )}
      <p className="sr" role="status">
        {search && !query.isFetching && t('members.found', { count: rows.length })}
      </p>
      <Loaded query={query}>
        {() =>
          rows.length === 0 ? (
            <p className={`soft ${styles.none}`}>{t('members.nobody', { search })}</p>
          ) : (
            <ul className={styles.list}>
              {rows.map((member) => (
                <Row key={member.id} member={member} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {query.hasNextPage && (
        <Button small busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('members.more')}
        </Button>
      )}
    </section>
  )
}

function Row({ member }: { member: Member }) {
  const { t } = useTranslation('coops')
  const { t: record } = useTranslation('record')
  const format = useFormat()
  const place = [member.locality, comunaName(member.comuna)].filter(Boolean).join(', ')
  const people = member.people.map(({ name }) => name).filter((name) => name !== member.name)
  return (
    <li className="arrive">
      <Who large colour={member.mine ? 1 : undefined}>
        {member.initials}
      </Who>
      <span>
        <Link to={member.id} className={styles.name}>
          {member.name}
        </Link>{' '}
        {member.mine && <span className="soft small">{t('members.you')}</span>}
        <br />
        <span className="small soft">{[place, ...people].filter(Boolean).join(' · ')}</span>
        {member.suspension && (
          <span className="small">
            <br />
            {record(member.suspension.until ? 'suspended.until' : 'suspended.now', {
              day: member.suspension.until ? format.day(member.suspension.until) : '',
            })}
          </span>
        )}
        {member.roles.map((office) => (
          <span key={office.id} className="small">
            <br />
            {t(`office.${office.role}`)}{' '}
            <span className="soft">{t('members.since', { day: format.day(office.starts_at) })}</span>
          </span>
        ))}
      </span>
      <span className={`small soft r ${styles.number}`}>
        <span className="nw">{t('members.number', { number: member.number })}</span>
        <br />
        <span className="nw">{t('members.since', { day: format.dayShort(member.joined_at) })}</span>
      </span>
    </li>
  )
}
