import type { ReactNode } from 'react'
import { Emblem, type EmblemName } from './Emblem'

interface Props {
  emblem?: EmblemName | (string & {})
  title: string
  children?: ReactNode
  /** One button: the first step. */
  action?: ReactNode
  level?: 1 | 2
}

/** What belongs here, why there is nothing yet, and the first step. */
export function Empty({ emblem = 'generic', title, children, action, level = 2 }: Props) {
  const Heading = level === 1 ? 'h1' : 'h2'
  return (
    <div className="empty">
      <Emblem name={emblem} size={112} />
      <Heading className="name h3">{title}</Heading>
      {children && <p>{children}</p>}
      {action}
    </div>
  )
}
