import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Act } from '@/api/stewardTypes'
import { Loaded } from '@/app/Loaded'
import { useFormat } from '@/lib/useFormat'
import { More } from '@/ui/More'
import { Title } from '@/ui/Title'
import { actsQuery } from './api'
import styles from './RecordPage.module.css'

/** What stewards did; nothing in it can be changed or deleted, by nobody. */
export default function RecordPage() {
  const { t } = useTranslation('stewards')
  const query = useInfiniteQuery(actsQuery)
  return (
    <>
      <div className="stack stack--1">
        <Title>{t('record.title')}</Title>
        <p className={`soft ${styles.lead}`}>{t('record.lead')}</p>
      </div>
      <Loaded query={query}>
        {({ pages }) => {
          const all = pages.flatMap(({ results }) => results)
          return all.length === 0 ? (
            <p>{t('record.none')}</p>
          ) : (
            <ol className={styles.list}>
              {all.map((act) => (
                <Line key={act.number} act={act} />
              ))}
            </ol>
          )
        }}
      </Loaded>
      <More query={query}>{t('more')}</More>
    </>
  )
}

function Line({ act }: { act: Act }) {
  const { t } = useTranslation('stewards')
  const format = useFormat()
  const details = act.details as Record<string, string | number | undefined>
  const worked = Number(details.worked ?? details.count ?? details.removed ?? 0)
  const who = act.steward ?? t(`via.${act.via}`)
  return (
    <li>
      <p>
        <b>{t(`act.${act.kind}`, { count: worked })}</b>
        {act.association && <> · {act.association.name}</>}
        <br />
        <span className="small soft">
          {who} · <time dateTime={act.at}>{format.when(act.at)}</time> ·{' '}
          {t('record.number', { number: act.number })}
        </span>
      </p>
      {act.reason && <p className={styles.reason}>«{act.reason}»</p>}
      <p className={`small soft ${styles.mono}`}>
        {[act.person_id, details.group, details.name, details.key, details.event_id, details.error_kind]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </li>
  )
}
