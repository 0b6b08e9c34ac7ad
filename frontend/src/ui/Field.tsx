import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react'
import { Icon } from './Icon'

interface Around {
  /** Also the id of the input: the error summary links to it. */
  name: string
  label: ReactNode
  hint?: ReactNode
  error?: string
}

function described({ name, hint, error }: Around): string | undefined {
  const ids = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean)
  return ids.length > 0 ? ids.join(' ') : undefined
}

function Frame({ name, label, hint, error, children }: Around & { children: ReactNode }) {
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
      {children}
      {error && (
        <p className="field__err" id={`${name}-error`}>
          <Icon name="alert" />
          <span>{error}</span>
        </p>
      )}
    </div>
  )
}

export function Field({
  name,
  label,
  hint,
  error,
  ...input
}: Around & InputHTMLAttributes<HTMLInputElement>) {
  const around = { name, label, hint, error }
  return (
    <Frame {...around}>
      <input
        {...input}
        className="input"
        id={name}
        name={name}
        aria-invalid={error ? true : undefined}
        aria-describedby={described(around)}
      />
    </Frame>
  )
}

export function TextArea({
  name,
  label,
  hint,
  error,
  ...input
}: Around & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const around = { name, label, hint, error }
  return (
    <Frame {...around}>
      <textarea
        rows={4}
        {...input}
        className="input"
        id={name}
        name={name}
        aria-invalid={error ? true : undefined}
        aria-describedby={described(around)}
      />
    </Frame>
  )
}

export function Select({
  name,
  label,
  hint,
  error,
  children,
  ...select
}: Around & SelectHTMLAttributes<HTMLSelectElement>) {
  const around = { name, label, hint, error }
  return (
    <Frame {...around}>
      <select
        {...select}
        className="select"
        id={name}
        name={name}
        aria-invalid={error ? true : undefined}
        aria-describedby={described(around)}
      >
        {children}
      </select>
    </Frame>
  )
}

/** A box to tick or one of several to choose, with its words as the place to tap. */
export function Pick({
  title,
  detail,
  aside,
  type = 'checkbox',
  ...input
}: { title: ReactNode; detail?: ReactNode; aside?: ReactNode } & Omit<
  InputHTMLAttributes<HTMLInputElement>,
  'title'
>) {
  return (
    <label className="pick">
      <input {...input} type={type} />
      <span className="grow">
        <b>{title}</b>
        {detail && (
          <>
            <br />
            <span className="small soft">{detail}</span>
          </>
        )}
      </span>
      {aside}
    </label>
  )
}
