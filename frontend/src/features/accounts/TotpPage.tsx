import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, useNavigate } from 'react-router'
import { Loaded } from '@/app/Loaded'
import { refuse } from '@/lib/refuse'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field } from '@/ui/Field'
import { useToast } from '@/ui/Toast'
import { AccountFrame } from './AccountFrame'
import styles from './AccountPage.module.css'
import { setUpTotp, type TotpSetup, totpSetupQuery } from './api'
import { useDelicate } from './useDelicate'

/** An application that shows codes: a picture to point it at, the secret to type by hand, and the first code. */
export default function TotpPage() {
  const { t } = useTranslation('accounts')
  const query = useQuery(totpSetupQuery)
  const back = { to: '/cuenta/seguridad', label: t('security.title') }
  return (
    <AccountFrame title={t('totp.title')} back={back}>
      {() => (
        <Loaded query={query}>
          {(setup) => ('secret' in setup ? <Setup setup={setup} /> : <Navigate to={back.to} replace />)}
        </Loaded>
      )}
    </AccountFrame>
  )
}

function Setup({ setup }: { setup: TotpSetup }) {
  const { t } = useTranslation('accounts')
  const queries = useQueryClient()
  const navigate = useNavigate()
  const say = useToast()
  const [code, setCode] = useState('')
  const save = useDelicate(
    async () => {
      refuse({ code: code.replace(/\D/g, '').length !== 6 && t('code.missing') })
      return setUpTotp(code.replace(/\s/g, ''))
    },
    () => {
      say(t('totp.done'))
      void queries.invalidateQueries({ queryKey: ['account', 'factors'] })
      void queries.invalidateQueries({ queryKey: ['me'] })
      navigate('/cuenta/seguridad/codigos?nuevos=1', { replace: true })
    },
  )
  const message = useProblem(save.error)
  const { size, path } = setup.picture
  return (
    <>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <ErrorSummary message={message} attempt={save.submittedAt} />
        <ol className={styles.steps}>
          <li>{t('totp.install')}</li>
          <li>
            {t('totp.point')}
            <svg
              className={styles.qr}
              viewBox={`0 0 ${size} ${size}`}
              role="img"
              aria-label={t('totp.picture')}
              shapeRendering="crispEdges"
            >
              <path d={path} />
            </svg>
            <p className="small soft">{t('totp.byHand')}</p>
            <code className={styles.secret}>{setup.secret.match(/.{1,4}/g)?.join(' ')}</code>
            <p className="small">
              <a href={setup.url}>{t('totp.onThisPhone')}</a>
            </p>
          </li>
          <li>{t('totp.type')}</li>
        </ol>
        <Field
          name="code"
          label={t('code.label')}
          error={message?.fields.code}
          value={code}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
          onChange={(event) => setCode(event.target.value)}
        />
        <div>
          <Button type="submit" look="go" busy={save.isPending}>
            {t('totp.go')}
          </Button>
        </div>
      </form>
      {save.question}
    </>
  )
}
