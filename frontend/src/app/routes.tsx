import type { RouteObject } from 'react-router'
import { catalogRoutes } from '@/features/catalog/routes'
import { orderRoutes } from '@/features/orders/routes'
import { page } from './page'

/** The shop's addresses come with the first script, all others with the first page of theirs. */
export const routes: RouteObject[] = [
  ...catalogRoutes,
  ...orderRoutes,
  // Beside the shop's `asociaciones/:slug`, and before it only here.
  { path: 'asociaciones/nueva', ...page(() => import('@/features/coops/NewAssociationPage'), ['coops']) },
  { path: '*', ...page(() => import('./otherRoutes'), []) },
]
