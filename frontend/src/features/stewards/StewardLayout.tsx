import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, NavLink, Outlet } from 'react-router'
import { meQuery } from '@/api/me'
import { doorPath, useHere } from '@/app/doors'
import { LanguageSwitch } from '@/app/LanguageSwitch'
import mark from '@/assets/brand/minga-mark-night.svg'
import { Problem } from '@/lib/problem'
import { useLive } from '@/live/LiveProvider'
import { Failure } from '@/ui/Failure'
import { Lines, Waiting } from '@/ui/Skeleton'
import { initialsOf, Who } from '@/ui/Who'
import styles from './StewardLayout.module.css'

const places = ['', 'apartados', 'trabajo', 'personas', 'lecturas', 'asociaciones', 'registro'] as const
const names = {
  '': 'overview',
  apartados: 'parked',
  trabajo: 'work',
  personas: 'people',
  lecturas: 'readings',
  asociaciones: 'associations',
  registro: 'record',
} as const

/** `/equipo/…`: the rooms of those who look after the platform. Who doesn't finds nothing here. */
export default function StewardLayout() {
  const { t } = useTranslation('stewards')
  const { t: app } = useTranslation('app')
  const here = useHere()
  const query = useQuery(meQuery)
  const me = query.data
  useLive([me?.person && `user:${me.person.id}`])
  if (!me) {
    return (
      <main className="wrap" id="main">
        {query.isPending ? (
          <Waiting>
            <Lines />
          </Waiting>
        ) : (
          <Failure error={query.error} again={() => void query.refetch()} />
        )}
      </main>
    )
  }
  if (!me.person) return <Navigate to={doorPath('entrar', here)} replace />
  if (!me.person.is_steward) throw new Problem(404, { code: 'not_found' })
  return (
    <>
      <header className="band">
        <div className="wrap">
          <div className={styles.identity}>
            <Link to="/" className={styles.mark}>
              <img src={mark} alt={app('nav.home')} width="46" height="40" />
            </Link>
            <span className={`name ${styles.name}`}>{t('team')}</span>
            <span className={styles.right}>
              <LanguageSwitch />
              <Link to="/cuenta" className={styles.me}>
                <span className="sr">{app('nav.account', { name: me.person.name })}</span>
                <Who large>{initialsOf(me.person.name)}</Who>
              </Link>
            </span>
          </div>
          <nav className="tabs" aria-label={t('nav')}>
            {places.map((place) => (
              <NavLink key={place} to={place ? `/equipo/${place}` : '/equipo'} end>
                {t(`place.${names[place]}`)}
              </NavLink>
            ))}
          </nav>
        </div>
      </header>
      <main id="main" className={`wrap ${styles.page}`}>
        <Outlet />
      </main>
    </>
  )
}
