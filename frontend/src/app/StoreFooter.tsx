import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import wordmark from '@/assets/brand/minga-wordmark-night.svg'
import styles from './StoreFooter.module.css'
import { ThemeSwitch } from './ThemeSwitch'

export function StoreFooter() {
  const { t } = useTranslation('app')
  return (
    <footer className={`band ${styles.foot}`}>
      <div className={`wrap ${styles.in}`}>
        <img src={wordmark} alt="Minga" width="128" height="44" />
        <p className="small soft">{t('footer.about')}</p>
        <nav className={`small ${styles.links}`} aria-label={t('footer.nav')}>
          <Link to="/asociaciones">{t('nav.associations')}</Link>
          <Link to="/sellos">{t('footer.seals')}</Link>
          <Link to="/registro">{t('footer.sell')}</Link>
          <Link to="/privacidad">{t('footer.privacy')}</Link>
          <ThemeSwitch />
        </nav>
      </div>
    </footer>
  )
}
