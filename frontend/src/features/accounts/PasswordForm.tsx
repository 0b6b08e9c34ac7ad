import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '@/api/useCommand'
import { refuse } from '@/lib/refuse'
import { useProblem } from '@/lib/useProblem'
import { useLiveRestart } from '@/live/LiveProvider'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { useToast } from '@/ui/Toast'
import styles from './AccountPage.module.css'
import { changePassword } from './api'
import { PasswordField } from './PasswordField'

/** Another password: the other sessions end with it. */
export function PasswordForm() {
  const { t } = useTranslation('accounts')
  const say = useToast()
  const restart = useLiveRestart()
  const [present, setPresent] = useState('')
  const [wanted, setWanted] = useState('')
  const change = useCommand({
    mutationFn: async () => {
      refuse({
        current_password: !present && t('missing.anyPassword'),
        new_password: wanted.length < 10 && t('missing.password'),
      })
      return changePassword({ current_password: present, new_password: wanted })
    },
    onSuccess() {
      setPresent('')
      setWanted('')
      // The session has another key from now on.
      restart()
      say(t('change.done'))
    },
  })
  const message = useProblem(change.error)
  return (
    <section className="stack" aria-labelledby="password-form">
      <h2 className="name h3" id="password-form">
        {t('change.title')}
      </h2>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          change.mutate()
        }}
      >
        <ErrorSummary message={message} attempt={change.submittedAt} />
        <PasswordField
          name="current_password"
          label={t('change.present')}
          error={message?.fields.current_password}
          value={present}
          kind="current-password"
          onChange={setPresent}
        />
        <PasswordField
          name="new_password"
          label={t('change.new')}
          hint={t('account.passwordHint')}
          error={message?.fields.new_password}
          value={wanted}
          kind="new-password"
          onChange={setWanted}
        />
        <div>
          <Button type="submit" busy={change.isPending}>
            {t('change.go')}
          </Button>
        </div>
      </form>
    </section>
  )
}
