import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { Field } from '@/ui/Field'
import styles from './PasswordField.module.css'

interface Props {
  name?: string
  label: string
  hint?: string
  value: string
  error?: string
  /** Also for the browser's own key ring. */
  kind: 'current-password' | 'new-password'
  onChange(value: string): void
}

export function PasswordField({ name = 'password', label, hint, value, error, kind, onChange }: Props) {
  const { t } = useTranslation('accounts')
  const [shown, setShown] = useState(false)
  return (
    <div className={styles.frame}>
      <Field
        name={name}
        type={shown ? 'text' : 'password'}
        label={label}
        hint={hint}
        error={error}
        value={value}
        autoComplete={kind}
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
      <Button
        small
        look="plain"
        className={styles.show}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
      >
        {shown ? t('password.hide') : t('password.show')}
      </Button>
    </div>
  )
}
