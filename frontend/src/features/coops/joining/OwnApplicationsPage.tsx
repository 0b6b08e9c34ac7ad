import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, Navigate } from 'react-router'
import { meQuery } from '@/api/me'
import type { Me } from '@/api/types'
import { doorPath, useHere } from '@/app/doors'
import { homeOf } from '@/app/home'
import { Loaded } from '@/app/Loaded'
import { StoreFrame } from '@/app/StoreFrame'
import { useFormat } from '@/lib/useFormat'
import { useLive } from '@/live/LiveProvider'
import { ButtonLink } from '@/ui/Button'
import { Empty } from '@/ui/Empty'
import { Icon } from '@/ui/Icon'
import { More } from '@/ui/More'
import { Title } from '@/ui/Title'
import { ownApplicationsQuery } from './api'
import styles from './Joining.module.css'
import { stateIcons } from './state'

/** Where my producers asked to be let in, and what became of it. */
export default function OwnApplicationsPage() {
  const here = useHere()
  const query = useQuery(meQuery)
  return (
    <Loaded query={query}>
      {(me) => (me.person ? <Own me={me} /> : <Navigate to={doorPath('entrar', here)} replace />)}
    </Loaded>
  )
}

function Own({ me }: { me: Me }) {
  const { t } = useTranslation('joining')
  const format = useFormat()
  const query = useInfiniteQuery(ownApplicationsQuery)
  useLive([me.person && `user:${me.person.id}`])
  return (
    <StoreFrame className={styles.page} back={{ to: homeOf(me), label: t('own.back') }}>
      <Title>{t('own.title')}</Title>
      <Loaded query={query}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.results)
          if (rows.length === 0) {
            return (
              <Empty
                title={t('own.none')}
                action={<ButtonLink to="/asociaciones">{t('apply.others')}</ButtonLink>}
              >
                {t('own.noneLead')}
              </Empty>
            )
          }
          return (
            <ul className={styles.list}>
              {rows.map((row) => (
                <li key={row.id} className="arrive">
                  <Link className={styles.row} to={row.id}>
                    <span className="who who--lg" aria-hidden="true">
                      <Icon name={stateIcons[row.state]} />
                    </span>
                    <span>
                      <b>{row.association.name}</b>
                      <br />
                      <span className="small soft">
                        {t(`state.${row.state}`)} · {me.producers.length > 1 ? `${row.producer_name} · ` : ''}
                        {format.day(row.made_at)}
                      </span>
                    </span>
                    <Icon name="right" />
                  </Link>
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
      <More query={query}>{t('more')}</More>
    </StoreFrame>
  )
}
