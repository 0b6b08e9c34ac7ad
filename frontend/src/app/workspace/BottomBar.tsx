import { useTranslation } from 'react-i18next'
import { Link, NavLink, useLocation } from 'react-router'
import { Icon } from '@/ui/Icon'
import styles from './BottomBar.module.css'
import { atThumb, underMore } from './places'

/** The places at the thumb, on a phone. */
export function BottomBar({ slug }: { slug: string }) {
  const { t } = useTranslation('app')
  const { pathname } = useLocation()
  const at = (path: string) => `/a/${slug}/${path}`
  const inMore = [at('mas'), ...underMore.map(({ path }) => at(path))].some(
    (path) => pathname === path || pathname.startsWith(`${path}/`),
  )
  return (
    <nav className={`bottom ${styles.bar}`} aria-label={t('place.nav')}>
      {atThumb.map((place) => (
        <NavLink key={place.id} to={at(place.path)}>
          <Icon name={place.icon} />
          {t(`place.${place.id}`)}
        </NavLink>
      ))}
      <Link to={at('mas')} aria-current={inMore ? 'page' : undefined}>
        <Icon name="more" />
        {t('place.more')}
      </Link>
    </nav>
  )
}
