import type { InputHTMLAttributes } from 'react'
import styles from './FileField.module.css'
import { Icon } from './Icon'

interface Props extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'part'> {
  name: string
  label: string
  hint?: string
  error?: string
  /** What was chosen and has arrived, in words. */
  chosen?: string
  /** From 0 to 1 while it is sent, with the words for it. */
  part?: number
  sending: string
  onFile(file: File): void
}

/** A file to choose: the browser's own field, as wide as a thumb, and how far it is. */
export function FileField({ name, label, hint, error, chosen, part, sending, onFile, ...input }: Props) {
  const ids = [hint && `${name}-hint`, error && `${name}-error`, `${name}-state`].filter(Boolean).join(' ')
  return (
    <div className={`field ${error ? 'field--bad' : ''}`}>
      <label className="field__label" htmlFor={name}>
        {label}
      </label>
      {hint && (
        <span className="field__hint" id={`${name}-hint`}>
          {hint}
        </span>
      )}
      <input
        {...input}
        className={styles.input}
        id={name}
        name={name}
        type="file"
        aria-invalid={error ? true : undefined}
        aria-describedby={ids}
        onClick={(event) => {
          // The same file once more would be no change, though the first try may have failed.
          event.currentTarget.value = ''
        }}
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file) onFile(file)
        }}
      />
      <p className={styles.state} id={`${name}-state`} role="status">
        {part !== undefined ? (
          <>
            <span>{sending}</span>
            <progress value={part} max={1} aria-label={sending} />
          </>
        ) : (
          chosen && (
            <>
              <Icon name="check" /> {chosen}
            </>
          )
        )}
      </p>
      {error && (
        <p className="field__err" id={`${name}-error`} role="alert">
          <Icon name="alert" />
          <span>{error}</span>
        </p>
      )}
    </div>
  )
}
