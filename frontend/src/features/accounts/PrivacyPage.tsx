import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMe } from '@/api/me'
import { StoreFrame } from '@/app/StoreFrame'
import { Title } from '@/ui/Title'
import styles from './AccountPage.module.css'

const parts = ['what', 'why', 'who', 'long', 'rights', 'how', 'complain'] as const

/** The privacy notice in plain words, for everybody. */
export default function PrivacyPage() {
  const { t } = useTranslation('accounts')
  const me = useMe()
  return (
    <StoreFrame className={styles.page}>
      <div className="stack stack--2">
        <Title>{t('privacy.title')}</Title>
        <p className="soft">{t('privacy.lead')}</p>
        {me && <p className="small soft">{t('consents.version', { version: me.privacy_notice_version })}</p>}
      </div>
      {parts.map((part) => (
        <section className="stack stack--2" key={part} aria-labelledby={`privacy-${part}`}>
          <h2 className="name h3" id={`privacy-${part}`}>
            {t(`privacy.${part}`)}
          </h2>
          {t(`privacy.${part}Full`)
            .split('\n')
            .map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
        </section>
      ))}
      {me?.person && (
        <p>
          <Link to="/cuenta/datos">{t('privacy.yours')}</Link>
        </p>
      )}
    </StoreFrame>
  )
}
