import type { ReactNode } from 'react'
import type { Colour } from './shares'

interface Props {
  children: ReactNode
  colour?: Colour
  large?: boolean
  /** Only where no name stands beside it. */
  label?: string
}

/** A person or a producer, round, by initials. */
export function Who({ children, colour, large = false, label }: Props) {
  const className = ['who', large && 'who--lg', colour && `c${colour}`].filter(Boolean).join(' ')
  if (!label) {
    return (
      <span className={className} aria-hidden="true">
        {children}
      </span>
    )
  }
  return (
    <span className={className} role="img" aria-label={label}>
      {children}
    </span>
  )
}

/** The first letters of the first and the last word. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const letters = [words[0], words.length > 1 ? words[words.length - 1] : undefined]
  return letters
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toLocaleUpperCase('es')
}
