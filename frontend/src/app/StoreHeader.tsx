import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, NavLink } from 'react-router'
import { useBasketCount } from '@/api/basket'
import { useMe } from '@/api/me'
import wordmark from '@/assets/brand/minga-wordmark.svg'
import wordmarkNight from '@/assets/brand/minga-wordmark-night.svg'
import { useLive } from '@/live/LiveProvider'
import { IconButton, IconLink } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { homeOf } from './home'
import { LanguageSwitch } from './LanguageSwitch'
import styles from './StoreHeader.module.css'
import { ThemeSwitch } from './ThemeSwitch'

export interface Back {
  to: string
  label: string
}

interface Props {
  /** On the night sky of the catalog. */
  night?: boolean
  /** Where the arrow leads that takes the logo's place on a phone. */
  back?: Back
}

export function StoreHeader({ night = false, back }: Props) {
  const { t } = useTranslation('app')
  const [open, setOpen] = useState(false)
  const basket = useBasketCount()
  const me = useMe()
  return (
    <header className={`${night ? '' : styles.plain} ${back ? styles.slim : ''}`}>
      <div className="wrap top">
        {back && <IconLink icon="left" to={back.to} label={back.label} className={styles.back} />}
        <Link to="/" className={`grow ${styles.home}`}>
          <Logo night={night} />
        </Link>
        <nav aria-label={t('nav.main')} className={styles.links}>
          <Places />
        </nav>
        <span className={`row ${styles.tools}`}>
          <LanguageSwitch />
          {me?.person && <Bell person={me.person.id} unread={me.unread} />}
          <IconLink
            icon="user"
            className={me?.person ? styles.mine : ''}
            to={homeOf(me)}
            label={me?.person ? t('nav.account', { name: me.person.name }) : t('signIn')}
          />
          <IconLink icon="basket" to="/canasta" label={t('nav.basket', { count: basket })} count={basket} />
          <IconButton
            icon="menu"
            label={t('nav.menu')}
            className={styles.menu}
            onClick={() => setOpen(true)}
          />
        </span>
      </div>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('nav.menu')} className={styles.sheet}>
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: following a link, by key too, is a click on it */}
        <nav aria-label={t('nav.main')} className={styles.list} onClick={() => setOpen(false)}>
          <Places />
          <Link to={homeOf(me)}>{me?.person ? t('nav.mine') : t('signIn')}</Link>
        </nav>
        <div className="row row--apart">
          <ThemeSwitch />
          <IconButton icon="x" label={t('nav.close')} onClick={() => setOpen(false)} />
        </div>
      </Dialog>
    </header>
  )
}

/** How much somebody who is signed in has not read; it counts up while she looks. */
function Bell({ person, unread }: { person: string; unread: number }) {
  const { t } = useTranslation('app')
  useLive([`user:${person}`])
  return <IconLink icon="bell" to="/avisos" label={t('nav.inbox', { count: unread })} count={unread} />
}

function Places() {
  const { t } = useTranslation('app')
  return (
    <>
      <NavLink to="/" end>
        {t('nav.products')}
      </NavLink>
      <NavLink to="/productores">{t('nav.producers')}</NavLink>
      <NavLink to="/asociaciones">{t('nav.associations')}</NavLink>
      <NavLink to="/mapa">{t('nav.map')}</NavLink>
    </>
  )
}

function Logo({ night }: { night: boolean }) {
  const { t } = useTranslation('app')
  if (night) return <img className="logo" src={wordmarkNight} alt={t('nav.home')} width="116" height="40" />
  return (
    <>
      <img className={`logo ${styles.day}`} src={wordmark} alt={t('nav.home')} width="116" height="40" />
      <img
        className={`logo ${styles.dark}`}
        src={wordmarkNight}
        alt={t('nav.home')}
        width="116"
        height="40"
      />
    </>
  )
}
