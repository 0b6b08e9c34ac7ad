import type { RouteObject } from 'react-router'
import { page } from '@/app/page'

const texts = ['pool']
const made = ['pool', 'goods']

/** Outside the workspace's frame: one question at a time has a frame of its own. */
export const poolRoutes: RouteObject[] = [
  { path: 'a/:slug/acopio/nueva', ...page(() => import('./NewOfferPage'), texts) },
]

export const poolPlaces: RouteObject[] = [
  { path: 'acopio', ...page(() => import('./PoolListPage'), texts) },
  { path: 'acopio/panorama', ...page(() => import('./insight/InsightPage'), ['pool', 'insight']) },
  { path: 'acopio/:offerId', ...page(() => import('./PoolPage'), ['pool', 'required']) },
  { path: 'lotes', ...page(() => import('./LotsPage'), texts) },
  { path: 'lotes/planillas', ...page(() => import('./goods/TablesPage'), made) },
  { path: 'lotes/productos/nuevo', ...page(() => import('./ProductPage'), made) },
  { path: 'lotes/productos/:producerId/:productId', ...page(() => import('./ProductPage'), made) },
  { path: 'lotes/nuevo', ...page(() => import('./NewLotPage'), made) },
]
