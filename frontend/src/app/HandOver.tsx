import { useQueryClient } from '@tanstack/react-query'
import { useLayoutEffect } from 'react'
import { startFonts } from './fonts'

/** What came with the page answers within a moment; longer than this nothing holds the app back. */
const patience = 1500

/**
 * The server drew the first view (`#first`); it is in the person's hands until the app can show the same. It stands
 * beside a page's screen, so its effect runs when that is there.
 */
export function HandOver() {
  const queries = useQueryClient()
  useLayoutEffect(() => {
    if (!document.getElementById('first')) return
    const look = () => {
      if (queries.isFetching({ predicate: ({ state }) => state.data === undefined }) === 0) handOver()
    }
    const stop = queries.getQueryCache().subscribe(() => queueMicrotask(look))
    const timer = window.setTimeout(handOver, patience)
    return () => {
      stop()
      window.clearTimeout(timer)
    }
  }, [queries])
  return null
}

/** The same place on the app's page: focus and what was typed go there. */
function handOver(): void {
  const first = document.getElementById('first')
  if (!first) return
  const scroll = window.scrollY
  const held = document.activeElement instanceof HTMLElement ? document.activeElement : null
  const typed = first.querySelector<HTMLInputElement>('input[type=search]')?.value
  const way = held && first.contains(held) ? wayTo(held) : null
  first.remove()
  const root = document.getElementById('root')
  const search = root?.querySelector<HTMLInputElement>('input[type=search]')
  if (typed && search) {
    // React hears of it as if it had been typed.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(search, typed)
    search.dispatchEvent(new Event('input', { bubbles: true }))
  }
  if (way) root?.querySelector<HTMLElement>(way)?.focus({ preventScroll: true })
  if (window.scrollY !== scroll) window.scrollTo(0, scroll)
  startFonts()
}

function wayTo(element: HTMLElement): string | null {
  if (element.id) return `#${CSS.escape(element.id)}`
  const href = element.getAttribute('href')
  return href ? `${element.localName}[href="${CSS.escape(href)}"]` : null
}
