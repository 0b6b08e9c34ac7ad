import { useQuery } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { workspaceQuery } from '@/features/coops/api'
import { useTasks as useCoopTasks } from '@/features/coops/useTasks'
import { RecentChanges } from '@/features/notifications/RecentChanges'
import { offersQuery } from '@/features/pool/api'
import { useComing, useTasks as usePoolTasks } from '@/features/pool/useTasks'
import type { Format } from '@/lib/format'
import { useFormat } from '@/lib/useFormat'
import { useNow } from '@/lib/useNow'
import { LiveDot } from '@/live/LiveDot'
import { ButtonLink } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import { Notice } from '@/ui/Notice'
import { Lines, Waiting } from '@/ui/Skeleton'
import { Title } from '@/ui/Title'
import { greeting } from './greeting'
import styles from './HomePage.module.css'
import type { Task } from './tasks'
import { useConstituted } from './useConstituted'
import { useWorkspace } from './WorkspaceLayout'

/** Three questions: what needs me, what changed, what comes next. */
export default function HomePage() {
  const { t } = useTranslation('workspace')
  const format = useFormat()
  const { me, association } = useWorkspace()
  const now = new Date(useNow(60_000))
  const workspace = useQuery(workspaceQuery(association.id))
  const offers = useQuery(offersQuery(association.id))
  const known = !workspace.isPending && !offers.isPending
  const tasks = [...useCoopTasks(), ...usePoolTasks()]
  const first = me.person?.name.split(' ')[0] ?? ''
  return (
    <div className={styles.page}>
      <div>
        <p className={`small soft ${styles.day}`}>{format.weekday(now)}</p>
        <Title>{t(`hello.${greeting(now)}`, { name: first })}</Title>
      </div>
      <Constituted />
      <section aria-labelledby="yours" className={styles.yours}>
        <h2 className={`name h2 ${styles.head}`} id="yours">
          {t('yours')}
          {tasks.length > 0 && <span className={styles.count}>{tasks.length}</span>}
        </h2>
        {known ? (
          <Tasks tasks={tasks} />
        ) : (
          <Waiting>
            <Lines />
          </Waiting>
        )}
      </section>
      <section aria-labelledby="changed">
        <div className={`row row--apart row--base ${styles.head}`}>
          <h2 className="name h2" id="changed">
            {t('changed')}
          </h2>
          <LiveDot />
        </div>
        <RecentChanges associationId={association.id} />
      </section>
      <ComingList />
    </div>
  )
}

function Tasks({ tasks }: { tasks: Task[] }) {
  const { t } = useTranslation('workspace')
  if (tasks.length === 0) return <p className={`soft ${styles.none}`}>{t('nothing')}</p>
  return (
    <ul>
      {tasks.map((task, index) => (
        <li key={task.id} className={styles.task}>
          <span className="row row--3 row--top">
            <span className={`who who--lg ${styles.mark}`} aria-hidden="true">
              <Icon name={task.icon} />
            </span>
            <p className="grow">
              <b>{task.title}</b>
              {task.detail && (
                <>
                  <br />
                  <span className="small soft">{task.detail}</span>
                </>
              )}
            </p>
          </span>
          <ButtonLink to={task.action.to} look={index === 0 ? 'go' : undefined}>
            {task.action.label}
          </ButtonLink>
        </li>
      ))}
    </ul>
  )
}

/** «mañana», «miércoles 25», and further away «6 ene»: a year is not needed within a season. */
function said(format: Format, at: string): string {
  const days = (Date.parse(at) - Date.now()) / 86_400_000
  return days < 6 ? format.dayAloud(at) : format.dayShort(at)
}

function ComingList() {
  const { t } = useTranslation('workspace')
  const format = useFormat()
  const coming = useComing()
  if (coming.length === 0) return null
  return (
    <section aria-labelledby="coming" className={styles.side}>
      <h2 className={`name h2 ${styles.head}`} id="coming">
        {t('coming')}
      </h2>
      <ol>
        {coming.map((one) => (
          <li key={one.id} className={styles.coming}>
            <span className="small b brand">{said(format, one.at)}</span>
            <span>
              {one.to ? (
                <Link to={one.to} className={styles.plain}>
                  <b>{one.title}</b>
                </Link>
              ) : (
                <b>{one.title}</b>
              )}
              <br />
              <span className="small soft">{one.detail}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Said at once to whoever is looking when the last founder accepts. */
function Constituted() {
  const { t } = useTranslation('workspace')
  const { association } = useWorkspace()
  const [now, setNow] = useState(false)
  useConstituted(
    association.id,
    useCallback(() => setNow(true), []),
  )
  if (!now) return null
  return (
    <Notice kind="good" fresh role="status">
      <b>{t('constituted', { name: association.name })}</b> {t('constitutedDetail')}
    </Notice>
  )
}
