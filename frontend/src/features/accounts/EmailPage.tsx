import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useCommand } from '@/api/useCommand'
import { refuse } from '@/lib/refuse'
import { useDraft } from '@/lib/useDraft'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field } from '@/ui/Field'
import { useToast } from '@/ui/Toast'
import { AccountFrame } from './AccountFrame'
import styles from './AccountPage.module.css'
import { anotherCode, askForEmail, typeCode } from './api'
import { useDelicate } from './useDelicate'

/** Another address: it counts when the code that goes there is typed, and the old one is told. */
export default function EmailPage() {
  const { t } = useTranslation('accounts')
  const back = { to: '/cuenta/perfil', label: t('profile.title') }
  const [sent, setSent] = useState<string | null>(null)
  return (
    <AccountFrame title={t('email.title')} back={back}>
      {(me) =>
        sent ? (
          <CodeForm email={sent} onOther={() => setSent(null)} />
        ) : (
          <AddressForm present={me.person.email} onSent={setSent} />
        )
      }
    </AccountFrame>
  )
}

function AddressForm({ present, onSent }: { present: string; onSent(email: string): void }) {
  const { t } = useTranslation('accounts')
  const [draft, change, done] = useDraft('new-email', { email: '' })
  const wanted = draft.email.trim()
  const request = useDelicate(
    async () => {
      refuse({ email: !wanted.includes('@') && t('missing.email') })
      return askForEmail(wanted)
    },
    () => {
      done()
      onSent(wanted)
    },
  )
  const message = useProblem(request.error)
  return (
    <>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          request.mutate()
        }}
      >
        <ErrorSummary message={message} attempt={request.submittedAt} />
        <p>
          {t('email.present')} <b className={styles.long}>{present}</b>
        </p>
        <Field
          name="email"
          type="email"
          label={t('email.new')}
          hint={t('email.hint')}
          error={message?.fields.email}
          value={draft.email}
          autoComplete="email"
          maxLength={254}
          onChange={(event) => change({ email: event.target.value })}
        />
        <div>
          <Button type="submit" look="go" busy={request.isPending}>
            {t('email.go')}
          </Button>
        </div>
      </form>
      {request.question}
    </>
  )
}

function CodeForm({ email, onOther }: { email: string; onOther(): void }) {
  const { t } = useTranslation('accounts')
  const queries = useQueryClient()
  const navigate = useNavigate()
  const say = useToast()
  const [code, setCode] = useState('')
  const prove = useCommand({
    mutationFn: async () => {
      refuse({ key: code.replace(/\D/g, '').length !== 6 && t('code.missing') })
      return typeCode(code)
    },
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: ['me'] })
      say(t('email.done'))
      navigate('/cuenta/perfil', { replace: true })
    },
  })
  const resend = useCommand({ mutationFn: anotherCode, onSuccess: () => say(t('code.sent')) })
  const message = useProblem(prove.error ?? resend.error)
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        prove.mutate()
      }}
    >
      <ErrorSummary message={message} attempt={prove.submittedAt} />
      <p>{t('code.leadTo', { email })}</p>
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
      <div className="row row--wrap">
        <Button type="submit" look="go" busy={prove.isPending}>
          {t('email.prove')}
        </Button>
        <Button look="plain" busy={resend.isPending} onClick={() => resend.mutate()}>
          {t('code.resend')}
        </Button>
        <Button look="plain" onClick={onOther}>
          {t('email.other')}
        </Button>
      </div>
    </form>
  )
}
