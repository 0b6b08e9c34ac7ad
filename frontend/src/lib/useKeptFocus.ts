import { type RefObject, useEffect, useRef } from 'react'

/**
 * What holds the focus may go away under the reader: a task that was answered elsewhere, a row that left, the
 * button that opened a dialog. Then the focus goes to `fallback` instead of to the top of the page. `changes` is
 * whatever makes the place look different.
 */
export function useKeptFocus(
  place: RefObject<HTMLElement | null>,
  fallback: RefObject<HTMLElement | null>,
  changes: unknown,
) {
  const inside = useRef(false)
  useEffect(() => {
    const note = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && target.closest('dialog')) return
      inside.current = target instanceof Node && !!place.current?.contains(target)
    }
    const mend = () => {
      window.setTimeout(() => {
        if (inside.current && document.activeElement === document.body) fallback.current?.focus()
      })
    }
    document.addEventListener('focusin', note)
    document.addEventListener('close', mend, true)
    return () => {
      document.removeEventListener('focusin', note)
      document.removeEventListener('close', mend, true)
    }
  }, [place, fallback])
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is looked at again after each change
  useEffect(() => {
    if (inside.current && document.activeElement === document.body) fallback.current?.focus()
  }, [changes, fallback])
}
