import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate } from 'react-router'
import { meQuery } from '@/api/me'
import type { Me, Person } from '@/api/types'
import { doorPath, useHere } from '@/app/doors'
import { Loaded } from '@/app/Loaded'
import { StoreFrame } from '@/app/StoreFrame'
import { useLive } from '@/live/LiveProvider'
import { Icon } from '@/ui/Icon'
import { Title } from '@/ui/Title'
import styles from './AccountPage.module.css'

interface Props {
  title: string
  lead?: string
  /** The page that it belongs to, unless it is the account itself. */
  back?: { to: string; label: string }
  /** Whoever signs out here is led on by the page itself. */
  leaving?: boolean
  children: (me: Me & { person: Person }) => ReactNode
}

/** A page of the account: for who is signed in, with the way back to the page above. */
export function AccountFrame({ title, lead, back, leaving = false, children }: Props) {
  const { t } = useTranslation('accounts')
  const query = useQuery(meQuery)
  const here = useHere()
  useLive([query.data?.person && `user:${query.data.person.id}`])
  const above = back ?? { to: '/cuenta', label: t('mine.title') }
  return (
    <StoreFrame className={styles.page} back={above}>
      <div className="stack stack--2">
        <Link to={above.to} className={`small ${styles.up}`}>
          <Icon name="left" />
          {above.label}
        </Link>
        <Title>{title}</Title>
        {lead && <p className="soft">{lead}</p>}
      </div>
      <Loaded query={query}>
        {(me) => {
          if (me.person) return children({ ...me, person: me.person })
          return !leaving && <Navigate to={doorPath('entrar', here)} replace />
        }}
      </Loaded>
    </StoreFrame>
  )
}
