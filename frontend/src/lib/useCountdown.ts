import { useEffect, useState } from 'react'
import { useNow } from './useNow'

/**
 * Milliseconds until a moment; null while there is none. `onEnd` is called once when it is reached.
 */
export function useCountdown(until: string | null | undefined, onEnd: () => void): number | null {
  const now = useNow(1000)
  const [ended, setEnded] = useState<string | null>(null)
  const left = until ? Date.parse(until) - now : null
  const over = left !== null && left <= 0
  useEffect(() => {
    if (!over || !until || ended === until) return
    setEnded(until)
    onEnd()
  }, [over, until, ended, onEnd])
  return left
}
