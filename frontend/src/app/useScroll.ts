import { useEffect, useRef } from 'react'
import { useLocation, useNavigationType } from 'react-router'

/** A new page starts at its top; going back finds the place where one was. Filters don't move the page. */
export function useScroll(): void {
  const { key, pathname, hash } = useLocation()
  const kind = useNavigationType()
  const places = useRef(new Map<string, number>())
  const shown = useRef(pathname)
  useEffect(() => {
    const known = places.current
    if (kind === 'POP') {
      const place = known.get(key)
      if (place !== undefined) window.scrollTo(0, place)
    } else if (shown.current !== pathname && !hash) {
      window.scrollTo(0, 0)
    }
    shown.current = pathname
    const remember = () => known.set(key, window.scrollY)
    window.addEventListener('scroll', remember, { passive: true })
    return () => window.removeEventListener('scroll', remember)
  }, [key, pathname, hash, kind])
}
