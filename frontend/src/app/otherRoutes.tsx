import { Navigate, type RouteObject, useRoutes } from 'react-router'
import { accountRoutes } from '@/features/accounts/routes'
import { coopPlaces, coopRoutes } from '@/features/coops/routes'
import { decisionPlaces } from '@/features/decisions/routes'
import { helperPlaces, helperRoutes } from '@/features/helpers/routes'
import { noticeRoutes } from '@/features/notifications/routes'
import { originPlaces, originRoutes } from '@/features/origin/routes'
import { poolPlaces, poolRoutes } from '@/features/pool/routes'
import { salesPlaces } from '@/features/sales/routes'
import { stewardPlaces, stewardRoutes } from '@/features/stewards/routes'
import { lineRoutes } from '@/line/routes'
import { NotFound } from './NotFound'
import { page } from './page'

/** What stands under `/a/<slug>/`: each feature adds the pages of its place. */
const workspaceRoutes: RouteObject[] = [
  {
    path: 'inicio',
    ...page(() => import('./workspace/HomePage'), ['workspace', 'home', 'coops', 'notifications']),
  },
  { path: 'mas', ...page(() => import('./workspace/MorePage'), []) },
  ...poolPlaces,
  ...salesPlaces,
  ...coopPlaces,
  ...helperPlaces,
  ...decisionPlaces,
  ...originPlaces,
  ...stewardPlaces,
]

/**
 * Every address beyond the shop's. A feature lists its pages in `features/<app>/routes.tsx`, each as a lazy chunk; the list
 * is one as well, for a stranger who looks at the catalog over a thin line.
 */
const routes: RouteObject[] = [
  ...accountRoutes,
  ...coopRoutes,
  ...helperRoutes,
  ...noticeRoutes,
  ...originRoutes,
  ...lineRoutes,
  ...poolRoutes,
  ...stewardRoutes,
  { path: 'inicio', ...page(() => import('./workspace/StartPage'), ['workspace', 'home', 'coops']) },
  {
    path: 'a/:slug',
    ...page(() => import('./workspace/WorkspaceLayout'), []),
    children: [{ index: true, element: <Navigate to="inicio" replace /> }, ...workspaceRoutes],
  },
  { path: '*', element: <NotFound /> },
]

export default function OtherRoutes() {
  return useRoutes(routes)
}
OtherRoutes.routes = routes
