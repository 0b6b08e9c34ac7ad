import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import type { HistoryLine } from '@/api/memberTypes'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { useFormat } from '@/lib/useFormat'
import { Icon } from '@/ui/Icon'
import { More } from '@/ui/More'
import { Title } from '@/ui/Title'
import { type HistoryTopic, historyQuery } from './api'
import { iconOf, placeOf, sentence } from './history'
import styles from './Record.module.css'

const topics: HistoryTopic[] = ['members', 'offices', 'statutes', 'decisions', 'association']

/** What happened here, newest first, in sentences. */
export default function HistoryPage() {
  const { t } = useTranslation('record')
  const { association } = useWorkspace()
  const [params] = useSearchParams()
  const topic = topics.find((one) => one === params.get('tema'))
  const query = useInfiniteQuery(historyQuery(association.id, topic))
  return (
    <div className={styles.page}>
      <div className="stack stack--1">
        <Title>{t('history.title')}</Title>
        <p className="soft">{t('history.lead', { name: association.name })}</p>
      </div>
      <nav className={styles.tabs} aria-label={t('history.topics')}>
        {[undefined, ...topics].map((one) => (
          <Link
            key={one ?? 'all'}
            className="btn btn--sm"
            to={one ? `?tema=${one}` : '.'}
            replace
            aria-current={topic === one ? 'page' : undefined}
          >
            {t(`history.topic.${one ?? 'all'}`)}
          </Link>
        ))}
      </nav>
      <Loaded query={query}>
        {({ pages }) => <Lines lines={pages.flatMap(({ results }) => results)} />}
      </Loaded>
      <More query={query}>{t('history.more')}</More>
    </div>
  )
}

function Lines({ lines }: { lines: HistoryLine[] }) {
  const { t } = useTranslation('record')
  const format = useFormat()
  if (lines.length === 0) return <p className="soft">{t('history.none')}</p>
  return (
    <ul className={styles.history}>
      {lines.map((line, index) => {
        const day = format.day(line.at)
        const before = lines[index - 1]
        const place = placeOf(line)
        const words = sentence(line, t, format)
        return (
          <li key={line.id} className="arrive">
            <time
              dateTime={line.at}
              className={`small soft ${before && format.day(before.at) === day ? styles.same : ''}`}
            >
              {day}
            </time>
            <Icon name={iconOf(line)} />
            <span>
              {place ? <Link to={`../${place}`}>{words}</Link> : words}
              {line.why && <span className={styles.why}>{line.why}</span>}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
