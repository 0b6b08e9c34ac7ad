import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate } from 'react-router'
import { useMe } from '@/api/me'
import { doorPath, useWayBack } from '@/app/doors'
import { homeOf } from '@/app/home'
import { StoreFrame } from '@/app/StoreFrame'
import { Problem } from '@/lib/problem'
import { refuse } from '@/lib/refuse'
import { useProblem } from '@/lib/useProblem'
import { Button, ButtonLink } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { Title } from '@/ui/Title'
import { stepByCode, stepByPasskey, useSessionChange } from './api'
import styles from './form.module.css'
import { passkeysWork } from './passkey'

/** The second step of signing in: a code of the application, a recovery code, or a passkey. */
export default function SecondStepPage() {
  const { t } = useTranslation('accounts')
  const back = useWayBack()
  const me = useMe()
  const [code, setCode] = useState('')
  const enter = useSessionChange(async () => {
    refuse({ code: !code.trim() && t('step.missing') })
    return stepByCode(code)
  })
  const passkey = useSessionChange(stepByPasskey)
  const error = enter.error ?? passkey.error
  const message = useProblem(error)
  const over = error instanceof Problem && ['sign_in_needed', 'nothing_pending'].includes(error.code)
  if (me?.person) return <Navigate to={back ?? homeOf(me)} replace />
  return (
    <StoreFrame back={{ to: doorPath('entrar', back), label: t('signIn.title') }}>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          enter.mutate(undefined)
        }}
      >
        {!over && <ErrorSummary message={message} attempt={enter.submittedAt || passkey.submittedAt} />}
        <div className="stack stack--2">
          <Title>{t('step.title')}</Title>
          <p className="soft">{t('step.lead')}</p>
        </div>
        {over ? (
          <>
            <Notice kind="bad" role="alert">
              {t('step.over')}
            </Notice>
            <ButtonLink look="go" to={doorPath('entrar', back)}>
              {t('code.again')}
            </ButtonLink>
          </>
        ) : (
          <>
            <Field
              name="code"
              label={t('step.label')}
              hint={t('step.hint')}
              error={message?.fields.code}
              value={code}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={20}
              onChange={(event) => setCode(event.target.value)}
            />
            <Button type="submit" look="go" busy={enter.isPending}>
              {t('step.go')}
            </Button>
            {passkeysWork() && (
              <Button icon="key" busy={passkey.isPending} onClick={() => passkey.mutate(undefined)}>
                {t('again.byPasskey')}
              </Button>
            )}
            <details className="small">
              <summary>{t('step.lost')}</summary>
              <p className="soft">{t('step.lostHelp')}</p>
            </details>
          </>
        )}
      </form>
    </StoreFrame>
  )
}
