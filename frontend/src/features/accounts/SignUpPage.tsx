import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, useNavigate, useSearchParams } from 'react-router'
import { useMe } from '@/api/me'
import { type Purpose, useWayBack } from '@/app/doors'
import { homeOf } from '@/app/home'
import { refuse } from '@/lib/refuse'
import { useDraft } from '@/lib/useDraft'
import { useProblem } from '@/lib/useProblem'
import { useSteps } from '@/lib/useSteps'
import { Button } from '@/ui/Button'
import { StepFrame } from '@/ui/StepFrame'
import { signUp, useSessionChange } from './api'
import { invitationPath } from './invitationPath'
import { nextPath } from './nextPath'
import { SignUpAccount } from './SignUpAccount'
import { SignUpPurpose } from './SignUpPurpose'

const steps = ['para', 'cuenta'] as const
const purposes: Purpose[] = ['produce', 'buy', 'invited']

/** Who comes to produce answers two more questions: the producer's name and place. */
export const stepsOf = (purpose: string) => (purpose === 'buy' ? 3 : 5)

/** Where a new person goes next: the producer's questions, her invitation, or back to where she was. */
export function placeAfter(purpose: string, back: string | null): string {
  if (purpose === 'buy') return back ?? '/'
  const producer = new URLSearchParams({ registro: '1' })
  if (back) producer.set('volver', back)
  return `/productor/nuevo?${producer}`
}

export default function SignUpPage() {
  const { t } = useTranslation('accounts')
  const navigate = useNavigate()
  const [params] = useSearchParams()
  const back = useWayBack()
  const me = useMe()
  const [draft, change] = useDraft('sign-up', {
    purpose: '',
    link: '',
    name: '',
    email: '',
  })
  const [secret, setSecret] = useState({ password: '', consent: false })
  // A page that sends people here knows what they come for: the first question is answered then.
  const known = purposes.find((one) => one === params.get('vengo'))
  const purpose = known ?? draft.purpose
  const step = useSteps(steps, purpose ? 1 : 0)
  const account = known !== undefined || step.name === 'cuenta'
  const invitation = purpose === 'invited' ? (invitationPath(draft.link) ?? back) : back

  const register = useSessionChange(async () => {
    refuse({
      name: !draft.name.trim() && t('missing.name'),
      email: !draft.email.includes('@') && t('missing.email'),
      password: secret.password.length < 10 && t('missing.password'),
      consent: !secret.consent && t('missing.consent'),
    })
    const { name, email } = draft
    return signUp({ name: name.trim(), email: email.trim(), ...secret })
  })
  const submit = () =>
    register.mutate(undefined, {
      onSuccess() {
        const after = nextPath('code', placeAfter(purpose, invitation), stepsOf(purpose))
        navigate(after, { state: { email: draft.email.trim() } })
      },
    })
  const [asked, setAsked] = useState(false)
  const choose = () => {
    if (!purpose) return
    if (purpose === 'invited' && !invitation) {
      setAsked(true)
      document.getElementById('link')?.focus()
      return
    }
    step.next()
  }
  const message = useProblem(register.error)

  // Somebody who is signed in has nothing to do here, except right after signing up, when she moves on.
  if (me?.person && register.isIdle) return <Navigate to={back ?? homeOf(me)} replace />
  return (
    <StepFrame
      name={t('signUp.name')}
      step={account ? 2 : 1}
      of={stepsOf(purpose)}
      kept={account && (draft.name !== '' || draft.email !== '')}
      onBack={() => {
        if (known) navigate(-1)
        else if (!step.back()) navigate(back ?? '/')
      }}
      onSubmit={account ? submit : choose}
      action={
        <Button type="submit" look="go" busy={register.isPending} aria-disabled={!purpose || undefined}>
          {account ? t('signUp.go') : t('next')}
        </Button>
      }
    >
      {account ? (
        <SignUpAccount
          key="account"
          draft={draft}
          secret={secret}
          message={message}
          attempt={register.submittedAt}
          onDraft={change}
          onSecret={(part) => setSecret({ ...secret, ...part })}
        />
      ) : (
        <SignUpPurpose
          key="purpose"
          purpose={purpose}
          link={draft.link}
          invited={invitation !== null}
          asked={asked}
          back={back}
          onChange={change}
        />
      )}
    </StepFrame>
  )
}
