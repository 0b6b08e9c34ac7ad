import sprite from '@/assets/icons.svg'

export type IconName =
  | 'alert'
  | 'basket'
  | 'bell'
  | 'box'
  | 'cal'
  | 'check'
  | 'chev'
  | 'clock'
  | 'coin'
  | 'cold'
  | 'copy'
  | 'down'
  | 'download'
  | 'eyeoff'
  | 'globe'
  | 'grid'
  | 'hand'
  | 'home'
  | 'info'
  | 'key'
  | 'leaf'
  | 'left'
  | 'lock'
  | 'menu'
  | 'minus'
  | 'more'
  | 'moon'
  | 'off'
  | 'pin'
  | 'plus'
  | 'pool'
  | 'print'
  | 'right'
  | 'search'
  | 'shield'
  | 'sun'
  | 'swap'
  | 'sync'
  | 'truck'
  | 'undo'
  | 'user'
  | 'x'

/** An icon beside words or inside a labelled button; it has no name of its own. */
export function Icon({
  name,
  large = false,
  className = '',
}: {
  name: IconName
  large?: boolean
  className?: string
}) {
  return (
    <svg className={`i ${large ? 'i--lg' : ''} ${className}`} aria-hidden="true">
      <use href={`${sprite}#i-${name}`} />
    </svg>
  )
}
