import { useTranslation } from 'react-i18next'
import { useLiveState } from './LiveProvider'

/** «en vivo» or «sin señal». Says nothing where nothing is followed. */
export function LiveDot({ className = '' }: { className?: string }) {
  const { t } = useTranslation('ui')
  const state = useLiveState()
  if (state === 'idle') return null
  const on = state === 'live'
  const word = on ? t('live.on') : state === 'connecting' ? t('live.connecting') : t('live.off')
  return (
    <span className={`live ${on ? '' : 'live--off'} ${className}`} role="status">
      {word}
    </span>
  )
}
