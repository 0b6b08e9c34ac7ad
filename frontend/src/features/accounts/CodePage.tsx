import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, useLocation, useNavigate, useSearchParams } from 'react-router'
import { useMe } from '@/api/me'
import { useCommand } from '@/api/useCommand'
import { doorPath, useWayBack } from '@/app/doors'
import { homeOf } from '@/app/home'
import { Problem } from '@/lib/problem'
import { refuse } from '@/lib/refuse'
import { useDraft } from '@/lib/useDraft'
import { useProblem } from '@/lib/useProblem'
import { Button, ButtonLink } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { StepFrame } from '@/ui/StepFrame'
import { Title } from '@/ui/Title'
import { useToast } from '@/ui/Toast'
import { anotherCode, typeCode, useSessionChange } from './api'
import { nextPath } from './nextPath'

/** The code of the letter: the last thing before an account opens for the first time. */
export default function CodePage() {
  const { t } = useTranslation('accounts')
  const navigate = useNavigate()
  const say = useToast()
  const back = useWayBack()
  const me = useMe()
  const [params] = useSearchParams()
  const of = Number(params.get('registro')) || 0
  const email = (useLocation().state as { email?: string } | null)?.email
  const [code, setCode] = useState('')
  const [, , signedUp] = useDraft('sign-up', {})
  const enter = useSessionChange(async () => {
    refuse({ key: code.replace(/\D/g, '').length !== 6 && t('code.missing') })
    return typeCode(code)
  })
  const resend = useCommand({ mutationFn: anotherCode, onSuccess: () => say(t('code.sent')) })
  const message = useProblem(enter.error ?? resend.error)
  const over =
    (enter.error instanceof Problem && enter.error.code === 'nothing_pending') ||
    (resend.error instanceof Problem && resend.error.code === 'nothing_pending')
  if (me?.person) return <Navigate to={back ?? homeOf(me)} replace />
  return (
    <StepFrame
      name={of ? t('signUp.name') : t('signIn.title')}
      step={of ? 3 : 2}
      of={of || 2}
      onBack={() => navigate(-1)}
      onSubmit={() =>
        enter.mutate(undefined, {
          onSuccess(asked) {
            signedUp()
            if (asked) navigate(nextPath(asked, back), { replace: true })
          },
        })
      }
      action={
        over ? (
          <ButtonLink look="go" to={doorPath('entrar', back)}>
            {t('code.again')}
          </ButtonLink>
        ) : (
          <Button type="submit" look="go" busy={enter.isPending}>
            {t('code.go')}
          </Button>
        )
      }
    >
      {!over && <ErrorSummary message={message} attempt={enter.submittedAt} />}
      <div className="stack stack--2">
        <Title>{t('code.title')}</Title>
        <p className="soft">{email ? t('code.leadTo', { email }) : t('code.lead')}</p>
      </div>
      {over ? (
        <Notice kind="bad" role="alert">
          {t('code.over')}
        </Notice>
      ) : (
        <>
          <Field
            name="key"
            label={t('code.label')}
            hint={t('code.hint')}
            error={message?.fields.key}
            value={code}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={12}
            onChange={(event) => setCode(event.target.value)}
          />
          <div>
            <Button small look="plain" busy={resend.isPending} onClick={() => resend.mutate()}>
              {t('code.resend')}
            </Button>
          </div>
        </>
      )}
    </StepFrame>
  )
}
