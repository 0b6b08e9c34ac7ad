import { useEffect, useRef, useState } from 'react'

const markFor = 6000

/**
 * The difference between a figure and what it was before, for six seconds after it changed; 0 otherwise.
 * A change of `of` (another offer, another member) is not a change of the figure.
 */
export function useChange(value: number, of: string | number = ''): number {
  const seen = useRef({ value, of })
  const [difference, setDifference] = useState(0)
  useEffect(() => {
    const before = seen.current
    seen.current = { value, of }
    if (before.of !== of) setDifference(0)
    else if (before.value !== value) setDifference((marked) => marked + value - before.value)
  }, [value, of])
  useEffect(() => {
    if (difference === 0) return
    const timer = window.setTimeout(() => setDifference(0), markFor)
    return () => window.clearTimeout(timer)
  }, [difference])
  return difference
}
