import { type ComponentType, lazy } from 'react'
import type { RouteObject } from 'react-router'
import { loadTexts } from './i18n'

/**
 * A screen as its own chunk, fetched together with its texts:
 * `{ path: 'productos/:slug', ...page(() => import('./OfferPage'), ['catalog']) }`.
 */
export function page(
  load: () => Promise<{ default: ComponentType }>,
  texts: string[],
): Pick<RouteObject, 'element'> {
  const Screen = lazy(async () => {
    const [screen] = await Promise.all([load(), loadTexts(texts)])
    return screen
  })
  return { element: <Screen /> }
}
