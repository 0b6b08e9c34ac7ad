import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { Link, type LinkProps } from 'react-router'
import { Icon, type IconName } from './Icon'

interface Look {
  /** `go` is the one main action of a screen. */
  look?: 'go' | 'plain' | 'bad'
  small?: boolean
  wide?: boolean
  icon?: IconName
}

function classes({ look, small, wide }: Look, more = ''): string {
  return ['btn', look && `btn--${look}`, small && 'btn--sm', wide && 'btn--wide', more]
    .filter(Boolean)
    .join(' ')
}

interface ButtonProps extends Look, ButtonHTMLAttributes<HTMLButtonElement> {
  /** The command is on its way: the button keeps its place and the focus, and does nothing. */
  busy?: boolean
  children: ReactNode
}

export function Button({
  look,
  small,
  wide,
  icon,
  busy,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const off = busy || rest['aria-disabled'] === true || rest['aria-disabled'] === 'true'
  return (
    <button
      type="button"
      {...rest}
      className={classes({ look, small, wide }, className)}
      aria-busy={busy || undefined}
      aria-disabled={off || undefined}
      onClick={(event) => {
        if (off) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  )
}

export function ButtonLink({ look, small, wide, icon, className, children, ...rest }: Look & LinkProps) {
  return (
    <Link {...rest} className={classes({ look, small, wide }, className)}>
      {icon && <Icon name={icon} />}
      {children}
    </Link>
  )
}

/** A square button or link with an icon alone; `label` says what it does. */
export function IconButton({
  icon,
  label,
  count,
  className = '',
  ...rest
}: { icon: IconName; label: string; count?: number } & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button type="button" {...rest} className={`iconbtn ${className}`} aria-label={label}>
      <Icon name={icon} large />
      <Count value={count} />
    </button>
  )
}

export function IconLink({
  icon,
  label,
  count,
  className = '',
  ...rest
}: { icon: IconName; label: string; count?: number } & LinkProps) {
  return (
    <Link {...rest} className={`iconbtn ${className}`} aria-label={label}>
      <Icon name={icon} large />
      <Count value={count} />
    </Link>
  )
}

/** The number is told by the label of the button that it stands on, in the same words: who speaks to her phone says it. */
function Count({ value }: { value?: number }) {
  if (!value) return null
  return (
    <span className="iconbtn__n" aria-hidden="true">
      {value}
    </span>
  )
}
