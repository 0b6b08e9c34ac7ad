import type { ReactNode } from 'react'

export interface Step {
  id: string
  title: ReactNode
  detail?: ReactNode
  state: 'done' | 'now' | 'next'
}

/** What happened, what happens now, what comes. */
export function Steps({ steps }: { steps: Step[] }) {
  return (
    <ol className="steps">
      {steps.map((step) => (
        <li
          key={step.id}
          className={step.state === 'next' ? '' : step.state}
          aria-current={step.state === 'now' ? 'step' : undefined}
        >
          {step.state === 'next' ? <span className="soft">{step.title}</span> : <b>{step.title}</b>}
          {step.detail && (
            <>
              <br />
              <span className="small soft">{step.detail}</span>
            </>
          )}
        </li>
      ))}
    </ol>
  )
}
