import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import styles from './PrivacyNotice.module.css'

const parts = ['what', 'why', 'who', 'long', 'rights'] as const

/** What is kept of a person, why and for how long; opened where the consent is asked for. */
export function PrivacyNotice() {
  const { t } = useTranslation('accounts')
  return (
    <details className="small">
      <summary className={styles.open}>{t('privacy.open')}</summary>
      <dl className={styles.parts}>
        {parts.map((part) => (
          <div key={part}>
            <dt>{t(`privacy.${part}`)}</dt>
            <dd className="soft">{t(`privacy.${part}Text`)}</dd>
          </div>
        ))}
      </dl>
      <p>
        <Link to="/privacidad" target="_blank">
          {t('privacy.whole')}
        </Link>
      </p>
    </details>
  )
}
