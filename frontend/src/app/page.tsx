import { type ComponentType, use } from 'react'
import type { RouteObject } from 'react-router'
import { loadTexts } from './i18n'

/** A page that could not be fetched is asked for again when it is wanted later than this. */
const pause = 3000

/** A screen, or several with addresses of their own. */
export type Page = ComponentType & { routes?: RouteObject[] }

interface Coming {
  ready?: Page
  fetched: () => Promise<Page>
  /** For whoever looks at it now. */
  shown: () => Promise<Page>
}

/**
 * A screen as its own chunk, fetched together with its texts:
 * `{ path: 'productos/:slug', ...page(() => import('./OfferPage'), ['catalog']) }`. Its `handle` makes it ready before it is
 * shown; what is ready is drawn at once, where `lazy` would draw nothing first and then wait a while.
 */
export function page(
  load: () => Promise<{ default: Page }>,
  texts: string[],
): Pick<RouteObject, 'element' | 'handle'> {
  let underway: Promise<Page> | undefined
  let wanted: Promise<Page> | undefined
  const fetchAll = async () => {
    const [screen] = await Promise.all([load(), loadTexts(texts)])
    coming.ready = screen.default
    return screen.default
  }
  const coming: Coming = {
    fetched() {
      if (underway) return underway
      underway = fetchAll()
      underway.catch(() =>
        window.setTimeout(() => {
          underway = undefined
          wanted = undefined
        }, pause),
      )
      return underway
    },
    shown() {
      wanted ??= coming.fetched().catch(async (error: unknown) => {
        if (!(await isOld())) throw error
        // The address is the wanted page's already. What was typed is kept by its form.
        window.location.reload()
        return new Promise<never>(() => undefined)
      })
      return wanted
    },
  }
  return { element: <Screen coming={coming} />, handle: coming.fetched }
}

function Screen({ coming }: { coming: Coming }) {
  const Shown = coming.ready ?? use(coming.shown())
  return <Shown />
}

/** Has the server another build, and no files of this one any more? */
async function isOld(): Promise<boolean> {
  try {
    const shell = await (await fetch('/shell', { cache: 'no-cache' })).text()
    return shell.includes('/assets/') && !shell.includes(new URL(import.meta.url).pathname)
  } catch {
    return false
  }
}
