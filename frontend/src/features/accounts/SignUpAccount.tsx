import { useTranslation } from 'react-i18next'
import type { Message } from '@/lib/problem'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field, Pick } from '@/ui/Field'
import { Title } from '@/ui/Title'
import { PasswordField } from './PasswordField'
import { PrivacyNotice } from './PrivacyNotice'

interface Props {
  draft: { name: string; email: string }
  secret: { password: string; consent: boolean }
  message: Message | null
  attempt: number
  onDraft(part: { name?: string; email?: string }): void
  onSecret(part: { password?: string; consent?: boolean }): void
}

export function SignUpAccount({ draft, secret, message, attempt, onDraft, onSecret }: Props) {
  const { t } = useTranslation('accounts')
  const errors = message?.fields ?? {}
  return (
    <>
      <ErrorSummary message={message} attempt={attempt} />
      <div className="stack stack--2">
        <Title>{t('account.title')}</Title>
        <p className="soft">{t('account.lead')}</p>
      </div>
      <Field
        name="name"
        label={t('account.name')}
        error={errors.name}
        value={draft.name}
        autoComplete="name"
        maxLength={120}
        onChange={(event) => onDraft({ name: event.target.value })}
      />
      <Field
        name="email"
        type="email"
        label={t('account.email')}
        hint={t('account.emailHint')}
        error={errors.email}
        value={draft.email}
        autoComplete="email"
        maxLength={254}
        onChange={(event) => onDraft({ email: event.target.value })}
      />
      <PasswordField
        label={t('account.password')}
        hint={t('account.passwordHint')}
        error={errors.password}
        value={secret.password}
        kind="new-password"
        onChange={(password) => onSecret({ password })}
      />
      <div>
        <Pick
          id="consent"
          name="consent"
          checked={secret.consent}
          onChange={(event) => onSecret({ consent: event.target.checked })}
          aria-invalid={errors.consent ? true : undefined}
          aria-describedby={errors.consent ? 'consent-error' : undefined}
          title={t('account.consent')}
        />
        {errors.consent && (
          <p className="field__err" id="consent-error">
            {errors.consent}
          </p>
        )}
        <PrivacyNotice />
      </div>
    </>
  )
}
