import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/api/me'
import { useCommand } from '@/api/useCommand'
import { Problem } from '@/lib/problem'
import { refuse } from '@/lib/refuse'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field } from '@/ui/Field'
import { againByCode, againByPasskey, againByPassword } from './api'
import { PasswordField } from './PasswordField'
import { passkeysWork } from './passkey'

const isAsked = (error: unknown) => error instanceof Problem && error.code === 'reauthentication_needed'

/**
 * A command that may ask her to show once more that it is her: then a question opens, and the command goes
 * on by itself. `question` has its place anywhere in the page but in a form.
 */
export function useDelicate<Data, Variables = void>(
  call: (variables: Variables) => Promise<Data>,
  onSuccess?: (data: Data, variables: Variables) => void,
) {
  const [waiting, setWaiting] = useState<{ variables: Variables } | null>(null)
  const command = useCommand<Data, Variables>({
    mutationFn: call,
    onSuccess,
    onError(error, variables) {
      if (isAsked(error)) setWaiting({ variables })
    },
  })
  const question: ReactNode = (
    <ItIsMe
      open={waiting !== null}
      onClose={() => setWaiting(null)}
      onShown={() => {
        const variables = waiting?.variables as Variables
        setWaiting(null)
        command.mutate(variables)
      }}
    />
  )
  return { ...command, error: isAsked(command.error) ? null : command.error, question }
}

function ItIsMe({ open, onClose, onShown }: { open: boolean; onClose(): void; onShown(): void }) {
  const { t } = useTranslation('accounts')
  const factor = useMe()?.person?.has_second_factor ?? false
  const [byCode, setByCode] = useState(false)
  const [secret, setSecret] = useState('')
  const done = () => {
    setSecret('')
    onShown()
  }
  const show = useCommand({
    mutationFn: async () => {
      refuse({
        [byCode ? 'code' : 'password']: !secret && t(byCode ? 'step.missing' : 'missing.anyPassword'),
      })
      return byCode ? againByCode(secret) : againByPassword(secret)
    },
    onSuccess: done,
  })
  const passkey = useCommand({ mutationFn: againByPasskey, onSuccess: done })
  const message = useProblem(show.error ?? passkey.error)
  return (
    <Dialog open={open} onClose={onClose} title={t('again.title')}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          // In React's tree it may stand inside the form that asked.
          event.stopPropagation()
          show.mutate()
        }}
      >
        <p className="soft">{t('again.lead')}</p>
        <ErrorSummary message={message} attempt={show.submittedAt || passkey.submittedAt} />
        {byCode ? (
          <Field
            name="code"
            label={t('step.label')}
            hint={t('step.hint')}
            error={message?.fields.code}
            value={secret}
            inputMode="numeric"
            autoComplete="one-time-code"
            onChange={(event) => setSecret(event.target.value)}
          />
        ) : (
          <PasswordField
            label={t('account.password')}
            error={message?.fields.password}
            value={secret}
            kind="current-password"
            onChange={setSecret}
          />
        )}
        <div className="row row--wrap dialog__acts">
          <Button onClick={onClose}>{t('cancel')}</Button>
          {factor && (
            <Button
              look="plain"
              onClick={() => {
                setSecret('')
                setByCode(!byCode)
              }}
            >
              {t(byCode ? 'again.byPassword' : 'again.byCode')}
            </Button>
          )}
          {factor && passkeysWork() && (
            <Button look="plain" icon="key" busy={passkey.isPending} onClick={() => passkey.mutate()}>
              {t('again.byPasskey')}
            </Button>
          )}
          <Button type="submit" look="go" busy={show.isPending}>
            {t('again.go')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
