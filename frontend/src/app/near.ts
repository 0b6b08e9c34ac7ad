import { useEffect } from 'react'
import { matchRoutes } from 'react-router'
import type { Page } from './page'
import { routes } from './routes'

/** Fetches what stands at an address, with its frame and its texts, so that it can be drawn at once. */
export async function prepare(pathname: string, among = routes): Promise<void> {
  const found = matchRoutes(among, pathname) ?? []
  await Promise.all(
    found.map(async ({ route }) => {
      const screen = await (route.handle as (() => Promise<Page>) | undefined)?.()
      if (screen?.routes) await prepare(pathname, screen.routes)
    }),
  )
}

const pause = 1000

/**
 * The pages that are one press away are made ready while nobody presses. Only where the service worker has them on the
 * device: elsewhere they would take the line from what the person reads.
 */
export function useNear(pathname: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page has other links.
  useEffect(() => {
    if (!navigator.serviceWorker?.controller) return
    let left = false
    const near = async () => {
      const links = [...document.querySelectorAll<HTMLAnchorElement>('main a[href^="/"], nav a[href^="/"]')]
      for (const path of new Set(links.map((link) => link.pathname))) {
        await rest()
        if (left) return
        await prepare(path).catch(() => undefined)
      }
    }
    const timer = window.setTimeout(() => void near(), pause)
    return () => {
      left = true
      window.clearTimeout(timer)
    }
  }, [pathname])
}

/** Until the browser has nothing better to do. */
function rest(): Promise<unknown> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(resolve)
    else setTimeout(resolve, 50)
  })
}
