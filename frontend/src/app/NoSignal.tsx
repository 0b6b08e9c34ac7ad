import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import { useFormat } from '@/lib/useFormat'
import { useLine, useWaiting } from '@/line/useLine'
import { useSeenAt } from '@/line/useSeenAt'
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

/** Has there been no signal for more than a moment? */
function useLost(): boolean {
  const connected = useSyncExternalStore(onLine, () => navigator.onLine)
  const live = useLiveState()
  const [long, setLong] = useState(false)
  const off = live === 'off' || live === 'connecting'
  useEffect(() => {
    if (!off) {
      setLong(false)
      return
    }
    const timer = window.setTimeout(() => setLong(true), patience)
    return () => window.clearTimeout(timer)
  }, [off])
  return !connected || long
}

/** A line above the page: no signal and how old this is, and what waits to be sent or decided. */
export function NoSignal() {
  const { t } = useTranslation('app')
  useLine()
  const { pathname } = useLocation()
  const lost = useLost()
  const { waiting, refused } = useWaiting()
  const said = pathname !== '/espera' && (refused > 0 || waiting > 0)
  return (
    <div role="status">
      {(lost || said) && (
        <div className="offline">
          <Icon name={lost ? 'off' : 'sync'} />
          {lost && <Age />}
          {said && (
            <Link to="/espera">
              {refused > 0 ? t('line.refused', { count: refused }) : t('line.waiting', { count: waiting })}
            </Link>
          )}
        </div>
      )}
    </div>
  )
}

function Age() {
  const { t } = useTranslation('app')
  const format = useFormat()
  const at = useSeenAt()
  return <span>{at === null ? t('noSignal') : t('noSignalSince', { when: format.ago(at) })}</span>
}
