import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from '@/lib/problem'

/**
 * What has to be put right, above the form; takes the focus when it appears. A link leads to each
 * field. `attempt` changes with every attempt, so that the same refusal is heard again.
 */
export function ErrorSummary({ message, attempt = 0 }: { message: Message | null; attempt?: number }) {
  const { t } = useTranslation('ui')
  const box = useRef<HTMLDivElement>(null)
  const shown = message !== null
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt takes the focus again
  useEffect(() => {
    if (shown) box.current?.focus()
  }, [shown, attempt])
  if (!message) return null
  const fields = Object.entries(message.fields)
  return (
    <div className="errsum" role="alert" tabIndex={-1} ref={box}>
      <h2>{fields.length > 0 ? t('summary.title', { count: fields.length }) : message.title}</h2>
      {fields.length > 0 ? (
        <ul>
          {fields.map(([name, text]) => (
            <li key={name}>
              <a
                href={`#${name}`}
                onClick={(event) => {
                  event.preventDefault()
                  document.getElementById(name)?.focus()
                }}
              >
                {text}
              </a>
            </li>
          ))}
        </ul>
      ) : (
        <p>{message.detail}</p>
      )}
      <p className="small">{t('summary.kept')}</p>
    </div>
  )
}
