import { useTranslation } from 'react-i18next'
import { Link, NavLink } from 'react-router'
import type { Me, MyAssociation } from '@/api/types'
import mark from '@/assets/brand/minga-mark-night.svg'
import { IconLink } from '@/ui/Button'
import { initialsOf, Who } from '@/ui/Who'
import { LanguageSwitch } from '../LanguageSwitch'
import { AssociationSwitch } from './AssociationSwitch'
import { places } from './places'
import styles from './WorkspaceBand.module.css'

export function WorkspaceBand({ me, association }: { me: Me; association: MyAssociation }) {
  const { t } = useTranslation('app')
  const name = me.person?.name ?? ''
  return (
    <header className={`band ${styles.head}`}>
      <div className="wrap">
        <div className={styles.identity}>
          <Link to="/" className={styles.mark}>
            <img src={mark} alt={t('nav.home')} width="46" height="40" />
          </Link>
          <AssociationSwitch associations={me.associations} current={association} />
          <span className={styles.right}>
            <IconLink
              icon="bell"
              to="/avisos"
              label={t('nav.inbox', { count: me.unread })}
              count={me.unread}
            />
            <span className={styles.language}>
              <LanguageSwitch />
            </span>
            <Link to="/cuenta" className={styles.me}>
              <span className="sr">{t('nav.account', { name })}</span>
              <Who large>{initialsOf(name)}</Who>
            </Link>
          </span>
        </div>
        <nav className={`tabs ${styles.tabs}`} aria-label={t('place.nav')}>
          {places.map((place) => (
            <NavLink key={place.id} to={`/a/${association.slug}/${place.path}`}>
              {t(`place.${place.id}`)}
            </NavLink>
          ))}
        </nav>
      </div>
    </header>
  )
}
