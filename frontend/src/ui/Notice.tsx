import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon'

type Kind = 'info' | 'good' | 'bad' | 'act'

const icons: Record<Kind, IconName> = { info: 'info', good: 'check', bad: 'alert', act: 'sync' }

interface Props {
  kind?: Kind
  icon?: IconName
  /** Just changed by somebody else: marked at the left. */
  fresh?: boolean
  role?: 'status' | 'alert'
  children: ReactNode
}

export function Notice({ kind = 'info', icon, fresh = false, role, children }: Props) {
  const look = kind === 'info' ? '' : `notice--${kind}`
  return (
    <div className={`notice small ${look} ${fresh ? 'fresh' : ''}`} role={role}>
      <Icon name={icon ?? icons[kind]} />
      <div className="grow">{children}</div>
    </div>
  )
}
