import type { ReactNode } from 'react'
import { Emblem, type EmblemName } from './Emblem'
import { Title } from './Title'

interface Props {
  emblem?: EmblemName | (string & {})
  title: string
  children?: ReactNode
  /** One button: the first step. */
  action?: ReactNode
  /** 1 where nothing else is on the page. */
  level?: 1 | 2
}

/** What belongs here, why there is nothing yet, and the first step. */
export function Empty({ emblem = 'generic', title, children, action, level = 2 }: Props) {
  return (
    <div className="empty">
      <Emblem name={emblem} size={112} />
      {level === 1 ? <Title className="name h3">{title}</Title> : <h2 className="name h3">{title}</h2>}
      {children && <p>{children}</p>}
      {action}
    </div>
  )
}
