import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'
import { Icon } from '@/ui/Icon'
import styles from './BottomBar.module.css'
import { places } from './places'

/** The places at the thumb, on a phone. */
export function BottomBar({ slug }: { slug: string }) {
  const { t } = useTranslation('app')
  return (
    <nav className={`bottom ${styles.bar}`} aria-label={t('place.nav')}>
      {places.slice(0, 5).map((place) => (
        <NavLink key={place.id} to={`/a/${slug}/${place.path}`}>
          <Icon name={place.icon} />
          {t(`place.${place.id}`)}
        </NavLink>
      ))}
    </nav>
  )
}
