import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { useCommand } from '@/api/useCommand'
import { StoreFrame } from '@/app/StoreFrame'
import { Problem } from '@/lib/problem'
import { refuse } from '@/lib/refuse'
import { useProblem } from '@/lib/useProblem'
import { Button, ButtonLink } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Notice } from '@/ui/Notice'
import { Title } from '@/ui/Title'
import { useToast } from '@/ui/Toast'
import { choosePassword } from './api'
import styles from './form.module.css'
import { PasswordField } from './PasswordField'

export default function ChoosePasswordPage() {
  const { t } = useTranslation('accounts')
  const { key = '' } = useParams()
  const navigate = useNavigate()
  const say = useToast()
  const [password, setPassword] = useState('')
  const choose = useCommand({
    mutationFn: async () => {
      refuse({ password: password.length < 10 && t('missing.password') })
      return choosePassword({ key, password })
    },
    onSuccess() {
      say(t('choose.done'))
      navigate('/entrar', { replace: true })
    },
  })
  const message = useProblem(choose.error)
  const old = choose.error instanceof Problem && choose.error.fields.some(({ attr }) => attr === 'key')
  return (
    <StoreFrame>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          choose.mutate()
        }}
      >
        {!old && <ErrorSummary message={message} attempt={choose.submittedAt} />}
        <Title>{t('choose.title')}</Title>
        {old ? (
          <>
            <Notice kind="bad" role="alert">
              {t('choose.old')}
            </Notice>
            <ButtonLink look="go" to="/cuenta/clave">
              {t('choose.again')}
            </ButtonLink>
          </>
        ) : (
          <>
            <PasswordField
              label={t('choose.password')}
              hint={t('account.passwordHint')}
              error={message?.fields.password}
              value={password}
              kind="new-password"
              onChange={setPassword}
            />
            <Button type="submit" look="go" busy={choose.isPending}>
              {t('choose.go')}
            </Button>
          </>
        )}
      </form>
    </StoreFrame>
  )
}
