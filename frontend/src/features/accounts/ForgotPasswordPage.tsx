import { useTranslation } from 'react-i18next'
import { useCommand } from '@/api/useCommand'
import { StoreFrame } from '@/app/StoreFrame'
import { refuse } from '@/lib/refuse'
import { useDraft } from '@/lib/useDraft'
import { useProblem } from '@/lib/useProblem'
import { Button, ButtonLink } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { Title } from '@/ui/Title'
import { askForPassword } from './api'
import styles from './form.module.css'

export default function ForgotPasswordPage() {
  const { t } = useTranslation('accounts')
  // The address that was typed at the door.
  const [{ email }, change] = useDraft('sign-in', { email: '' })
  const request = useCommand({
    mutationFn: async () => {
      refuse({ email: !email.includes('@') && t('missing.email') })
      return askForPassword(email.trim())
    },
  })
  const message = useProblem(request.error)
  return (
    <StoreFrame back={{ to: '/entrar', label: t('signIn.title') }}>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          request.mutate()
        }}
      >
        <ErrorSummary message={message} attempt={request.submittedAt} />
        <div className="stack stack--2">
          <Title>{t('forgot.title')}</Title>
          <p className="soft">{t('forgot.lead')}</p>
        </div>
        {request.isSuccess ? (
          <>
            <Notice kind="good" role="status">
              {t('forgot.sent', { email: email.trim() })}
            </Notice>
            <ButtonLink to="/entrar">{t('signIn.title')}</ButtonLink>
          </>
        ) : (
          <>
            <Field
              name="email"
              type="email"
              label={t('account.email')}
              error={message?.fields.email}
              value={email}
              autoComplete="email"
              onChange={(event) => change({ email: event.target.value })}
            />
            <Button type="submit" look="go" busy={request.isPending}>
              {t('forgot.go')}
            </Button>
          </>
        )}
      </form>
    </StoreFrame>
  )
}
