import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { homeQuery } from '@/features/home/api'
import { DateList } from '@/features/home/DateList'
import { TaskList } from '@/features/home/TaskList'
import type { HomeTask } from '@/features/home/types'
import { ownFirst } from '@/features/home/words'
import { useFormat } from '@/lib/useFormat'
import { useKeptFocus } from '@/lib/useKeptFocus'
import { useNow } from '@/lib/useNow'
import { LiveDot } from '@/live/LiveDot'
import { useLive } from '@/live/LiveProvider'
import { Notice } from '@/ui/Notice'
import { Title } from '@/ui/Title'
import { Loaded } from '../Loaded'
import { Changes } from './Changes'
import { greeting } from './greeting'
import styles from './HomePage.module.css'
import { useConstituted } from './useConstituted'
import { useTaskAnswers } from './useTaskAnswers'
import { useWorkspace } from './WorkspaceLayout'

/** Three questions in one read: what needs me, what changed, what comes next. */
export default function HomePage() {
  const { t } = useTranslation('workspace')
  const format = useFormat()
  const { me, association } = useWorkspace()
  const now = new Date(useNow(60_000))
  const home = useQuery(homeQuery)
  useLive([
    ...me.associations.map(({ id }) => `association:${id}`),
    ...me.producers.map(({ id }) => `producer:${id}`),
  ])
  const first = me.person?.name.split(' ')[0] ?? ''
  return (
    <div className={styles.page}>
      <div>
        <p className={`small soft ${styles.day}`}>{format.weekday(now)}</p>
        <Title>{t(`hello.${greeting(now)}`, { name: first })}</Title>
      </div>
      <Constituted />
      <Loaded query={home}>
        {({ tasks, changes, coming }) => (
          <>
            <Yours tasks={ownFirst(tasks, association.id)} associationId={association.id} />
            <section aria-labelledby="changed">
              <div className={`row row--apart row--base ${styles.head}`}>
                <h2 className="name h2" id="changed">
                  {t('changed')}
                </h2>
                <LiveDot />
              </div>
              <Changes items={changes} />
            </section>
            <section aria-labelledby="coming" className={styles.side}>
              <h2 className={`name h2 ${styles.head}`} id="coming">
                {t('coming')}
              </h2>
              <DateList dates={coming} slug={association.slug} />
            </section>
          </>
        )}
      </Loaded>
    </div>
  )
}

function Yours({ tasks, associationId }: { tasks: HomeTask[]; associationId: string }) {
  const { t } = useTranslation(['workspace', 'home'])
  const { answer, waits, around } = useTaskAnswers()
  const place = useRef<HTMLElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const ids = tasks.map(({ id }) => id).join(' ')
  const waiting = tasks.filter(waits).map(({ id }) => id)
  useKeptFocus(place, heading, `${ids} / ${waiting.join(' ')}`)
  const said = useSaid(ids, t('home:count', { count: tasks.length }))
  return (
    <section aria-labelledby="yours" className={styles.yours} ref={place}>
      <h2 className={`name h2 ${styles.head}`} id="yours" tabIndex={-1} ref={heading}>
        {t('yours')}
        {tasks.length > 0 && <span className={styles.count}>{tasks.length}</span>}
      </h2>
      <p className="sr" role="status">
        {said}
      </p>
      <TaskList tasks={tasks} associationId={associationId} answer={answer} />
      {around}
    </section>
  )
}

/** The words, once what they are about has changed: what stood there from the start is read with the page. */
function useSaid(changes: string, words: string): string {
  const known = useRef(changes)
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (known.current === changes) return
    known.current = changes
    setSaid(words)
  }, [changes, words])
  return said
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
