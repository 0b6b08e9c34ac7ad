import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, useNavigate } from 'react-router'
import { useMe } from '@/api/me'
import { doorPath, useWayBack } from '@/app/doors'
import { homeOf } from '@/app/home'
import { StoreFrame } from '@/app/StoreFrame'
import { refuse } from '@/lib/refuse'
import { useDraft } from '@/lib/useDraft'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field } from '@/ui/Field'
import { Title } from '@/ui/Title'
import { type Next, signIn, signInByPasskey, useSessionChange } from './api'
import styles from './form.module.css'
import { nextPath } from './nextPath'
import { PasswordField } from './PasswordField'
import { passkeysWork } from './passkey'

export default function SignInPage() {
  const { t } = useTranslation('accounts')
  const back = useWayBack()
  const navigate = useNavigate()
  const me = useMe()
  const [draft, change, done] = useDraft('sign-in', { email: '' })
  const [password, setPassword] = useState('')
  const enter = useSessionChange(async () => {
    refuse({
      email: !draft.email.includes('@') && t('missing.email'),
      password: !password && t('missing.anyPassword'),
    })
    const asked = await signIn({ email: draft.email.trim(), password })
    done()
    return asked
  })
  const email = draft.email.trim()
  const passkey = useSessionChange(signInByPasskey)
  const onward = (asked: Next) => {
    if (asked) navigate(nextPath(asked, back), { state: { email } })
  }
  const message = useProblem(enter.error ?? passkey.error)
  if (me?.person) return <Navigate to={back ?? homeOf(me)} replace />
  return (
    <StoreFrame>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          enter.mutate(undefined, { onSuccess: onward })
        }}
      >
        <ErrorSummary message={message} attempt={enter.submittedAt || passkey.submittedAt} />
        <div className="stack stack--2">
          <Title>{t('signIn.title')}</Title>
          {back && <p className="soft">{t('signIn.back')}</p>}
        </div>
        <Field
          name="email"
          type="email"
          label={t('account.email')}
          error={message?.fields.email}
          value={draft.email}
          autoComplete="username"
          onChange={(event) => change({ email: event.target.value })}
        />
        <PasswordField
          label={t('account.password')}
          error={message?.fields.password}
          value={password}
          kind="current-password"
          onChange={setPassword}
        />
        <Button type="submit" look="go" busy={enter.isPending}>
          {t('signIn.go')}
        </Button>
        {passkeysWork() && (
          <Button
            icon="key"
            busy={passkey.isPending}
            onClick={() => passkey.mutate(undefined, { onSuccess: onward })}
          >
            {t('signIn.passkey')}
          </Button>
        )}
        <p className="stack stack--2">
          <Link to="/cuenta/clave">{t('signIn.forgot')}</Link>
          <span>
            {t('signIn.new')} <Link to={doorPath('registro', back)}>{t('signIn.register')}</Link>
          </span>
        </p>
      </form>
    </StoreFrame>
  )
}
