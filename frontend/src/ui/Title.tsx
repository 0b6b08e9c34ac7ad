import {
  type ReactNode,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from 'react'
import { takeTitleFocus, wantTitleFocus } from '@/lib/focus'

interface Props {
  children: ReactNode
  /** For the browser's tab, without «Minga»; the heading's own words where it is left out. */
  page?: string
  className?: string
  ref?: RefObject<HTMLHeadingElement | null>
}

/** The one h1 of a page: names the tab, and takes the focus after a move to the page. */
export function Title({ children, page, className = 'name h1', ref }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useImperativeHandle(ref, () => heading.current as HTMLHeadingElement)
  const said = page ?? (typeof children === 'string' ? children : undefined)
  useEffect(() => {
    const words = said ?? heading.current?.textContent ?? ''
    document.title = words ? `${words} · Minga` : 'Minga'
  }, [said])
  useEffect(() => {
    if (heading.current) takeTitleFocus(heading.current)
  }, [])
  useLayoutEffect(() => {
    const mine = heading.current
    return () => {
      // Another title takes this one's place, such as an error's: the focus must not fall back to the page's start.
      if (document.activeElement === mine) wantTitleFocus()
    }
  }, [])
  return (
    <h1 className={className} tabIndex={-1} ref={heading}>
      {children}
    </h1>
  )
}
