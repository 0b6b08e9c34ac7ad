import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate } from 'react-router'
import { meQuery } from '@/api/me'
import type { Me } from '@/api/types'
import { doorPath } from '@/app/doors'
import { homeOf } from '@/app/home'
import { Loaded } from '@/app/Loaded'
import { StoreFrame } from '@/app/StoreFrame'
import { useLive } from '@/live/LiveProvider'
import { ButtonLink } from '@/ui/Button'
import { Title } from '@/ui/Title'
import { homeQuery } from './api'
import styles from './Start.module.css'
import { TaskList } from './TaskList'
import type { HomeTask } from './types'

interface Props {
  /** Buttons that answer a question in its place. */
  answer(task: HomeTask, main: boolean, label: string): ReactNode
  /** What opens above the page when a question is answered. */
  around: ReactNode
}

/** `/inicio`: leads to the association's Home; who belongs to none yet sees the two ways to begin. */
export function Start(props: Props) {
  const query = useQuery(meQuery)
  return (
    <Loaded query={query}>
      {(me) => {
        if (!me.person) return <Navigate to={doorPath('entrar', '/inicio')} replace />
        if (me.associations.length > 0) return <Navigate to={homeOf(me)} replace />
        return <TwoWays me={me} {...props} />
      }}
    </Loaded>
  )
}

function TwoWays({ me, answer, around }: { me: Me } & Props) {
  const { t } = useTranslation('home')
  const home = useQuery(homeQuery)
  useLive([me.person && `user:${me.person.id}`])
  const tasks = home.data?.tasks ?? []
  return (
    <StoreFrame className={styles.page}>
      <Title>{tasks.length > 0 ? t('start.asked') : t('start.title')}</Title>
      {tasks.length > 0 && <TaskList tasks={tasks} answer={answer} />}
      <p className="lead soft">{t('start.lead')}</p>
      <div className={styles.ways}>
        <section className={styles.way} aria-labelledby="join">
          <h2 className="name h3" id="join">
            {t('start.join')}
          </h2>
          <p>
            {t('start.joinDetail')}
            <br />
            <b className={styles.address}>{me.person?.email}</b>
          </p>
          <p className="small soft">{t('start.joinAfter')}</p>
          <ButtonLink to="/asociaciones">{t('start.see')}</ButtonLink>
        </section>
        <section className={styles.way} aria-labelledby="found">
          <h2 className="name h3" id="found">
            {t('start.found')}
          </h2>
          <p>{t('start.foundDetail')}</p>
          <ButtonLink to="/asociaciones/nueva" look={tasks.length > 0 ? undefined : 'go'}>
            {t('start.foundGo')}
          </ButtonLink>
        </section>
      </div>
      {around}
      <p>
        {t('start.buy')} <Link to="/">{t('start.buyGo')}</Link>
      </p>
    </StoreFrame>
  )
}
