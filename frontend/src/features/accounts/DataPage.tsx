import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ButtonLink } from '@/ui/Button'
import { AccountFrame } from './AccountFrame'
import { Consents } from './Consents'
import { Copies } from './Copies'

/** Her data: what she agreed to, a copy to take away, and the way out. */
export default function DataPage() {
  const { t } = useTranslation('accounts')
  return (
    <AccountFrame title={t('data.title')} lead={t('data.lead')}>
      {() => (
        <>
          <Copies />
          <Consents />
          <section className="stack" aria-labelledby="other-rights">
            <h2 className="name h3" id="other-rights">
              {t('data.rights')}
            </h2>
            <p>
              {t('data.rightsLead')} <Link to="/privacidad">{t('privacy.title')}</Link>
            </p>
            <div>
              <ButtonLink small look="bad" to="/cuenta/borrar">
                {t('data.delete')}
              </ButtonLink>
            </div>
          </section>
        </>
      )}
    </AccountFrame>
  )
}
