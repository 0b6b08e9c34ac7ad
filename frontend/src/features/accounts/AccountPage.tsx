import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, useNavigate } from 'react-router'
import { meQuery } from '@/api/me'
import type { Me, Person } from '@/api/types'
import { doorPath } from '@/app/doors'
import { Loaded } from '@/app/Loaded'
import { StoreFrame } from '@/app/StoreFrame'
import { useFormat } from '@/lib/useFormat'
import { useLive } from '@/live/LiveProvider'
import { Button, ButtonLink } from '@/ui/Button'
import { Icon, type IconName } from '@/ui/Icon'
import { Notice } from '@/ui/Notice'
import { Title } from '@/ui/Title'
import styles from './AccountPage.module.css'
import { Whose } from './AccountWhose'
import { useSignOut } from './api'

/** «Tu cuenta»: what is hers, and the pages on which she changes it. */
export default function AccountPage() {
  const { t } = useTranslation('accounts')
  const query = useQuery(meQuery)
  const leave = useSignOut()
  const navigate = useNavigate()
  useLive([query.data?.person && `user:${query.data.person.id}`])
  return (
    <StoreFrame className={styles.page}>
      <Title>{t('mine.title')}</Title>
      <Loaded query={query}>
        {(me) =>
          me.person ? (
            <>
              <Notes me={me} />
              <Sections person={me.person} unread={me.unread} />
              <Whose me={me} />
              <div className={`row row--wrap ${styles.foot}`}>
                <Button
                  busy={leave.isPending}
                  onClick={() =>
                    leave.mutate(undefined, { onSuccess: () => navigate('/', { replace: true }) })
                  }
                >
                  {t('mine.leave')}
                </Button>
              </div>
            </>
          ) : (
            !leave.isSuccess && <Navigate to={doorPath('entrar', '/cuenta')} replace />
          )
        }
      </Loaded>
    </StoreFrame>
  )
}

/** What waits for her: a second step that stewards need, and a deletion that is coming. */
function Notes({ me }: { me: Me }) {
  const { t } = useTranslation('accounts')
  const { onDay } = useFormat()
  return (
    <>
      {me.second_factor_needed && (
        <Notice kind="act" icon="shield">
          <p>{t('mine.stewardNeeds')}</p>
          <ButtonLink small to="/cuenta/seguridad">
            {t('mine.stewardSetUp')}
          </ButtonLink>
        </Notice>
      )}
      {me.deletion_due_at && (
        <Notice kind="bad">
          <p>{t('mine.deletionDue', { day: onDay(me.deletion_due_at) })}</p>
          <Link to="/cuenta/borrar">{t('mine.deletionKeep')}</Link>
        </Notice>
      )}
    </>
  )
}

interface Row {
  to: string
  icon: IconName
  title: string
  detail: string
}

function Sections({ person, unread }: { person: Person; unread: number }) {
  const { t } = useTranslation('accounts')
  const rows: Row[] = [
    { to: '/cuenta/perfil', icon: 'user', title: person.name, detail: person.email },
    {
      to: '/cuenta/seguridad',
      icon: 'shield',
      title: t('mine.security'),
      detail: t(person.has_second_factor ? 'mine.securityStrong' : 'mine.securityPlain'),
    },
    {
      to: '/avisos',
      icon: 'bell',
      title: t('mine.notices'),
      detail: t('mine.noticesUnread', { count: unread }),
    },
    {
      to: '/avisos/ajustes',
      icon: 'clock',
      title: t('mine.channels'),
      detail: t('mine.channelsDetail'),
    },
    { to: '/mis-pedidos', icon: 'box', title: t('mine.orders'), detail: t('mine.ordersDetail') },
    { to: '/ayudo', icon: 'hand', title: t('mine.helps'), detail: t('mine.helpsDetail') },
    { to: '/cuenta/datos', icon: 'lock', title: t('mine.data'), detail: t('mine.dataDetail') },
  ]
  if (person.is_steward) {
    rows.push({ to: '/equipo', icon: 'grid', title: t('mine.team'), detail: t('mine.teamDetail') })
  }
  return (
    <nav aria-label={t('mine.title')}>
      <ul className={styles.doors}>
        {rows.map(({ to, icon, title, detail }) => (
          <li key={to}>
            <Link to={to} className={styles.door}>
              <Icon name={icon} large />
              <span className="grow">
                <b>{title}</b>
                <br />
                <span className="small soft">{detail}</span>
              </span>
              <Icon name="right" />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
