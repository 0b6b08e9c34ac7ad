import { useTranslation } from 'react-i18next'
import { AccountFrame } from './AccountFrame'
import { Passkeys } from './Passkeys'
import { PasswordForm } from './PasswordForm'
import { SecondSteps } from './SecondSteps'
import { Sessions } from './Sessions'

/** How she signs in, and where she is signed in. */
export default function SecurityPage() {
  const { t } = useTranslation('accounts')
  return (
    <AccountFrame title={t('security.title')} lead={t('security.lead')}>
      {(me) => (
        <>
          <SecondSteps needed={me.second_factor_needed} />
          <Passkeys />
          <Sessions />
          <PasswordForm />
        </>
      )}
    </AccountFrame>
  )
}
