import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useLiveState } from '@/live/LiveProvider'
import { Icon } from '@/ui/Icon'

const patience = 6000

function onLine(listener: () => void): () => void {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

/** A line above the page when there is no signal for more than a moment. */
export function NoSignal() {
  const { t } = useTranslation('app')
  const connected = useSyncExternalStore(onLine, () => navigator.onLine)
  const live = useLiveState()
  const [long, setLong] = useState(false)
  const lost = live === 'off' || live === 'connecting'
  useEffect(() => {
    if (!lost) {
      setLong(false)
      return
    }
    const timer = window.setTimeout(() => setLong(true), patience)
    return () => window.clearTimeout(timer)
  }, [lost])
  return (
    <div role="status">
      {(!connected || long) && (
        <div className="offline">
          <Icon name="off" />
          <span>{t('noSignal')}</span>
        </div>
      )}
    </div>
  )
}
