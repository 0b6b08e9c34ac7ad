import { Navigate, type RouteObject } from 'react-router'
import { accountRoutes } from '@/features/accounts/routes'
import { catalogRoutes } from '@/features/catalog/routes'
import { coopPlaces, coopRoutes } from '@/features/coops/routes'
import { decisionPlaces } from '@/features/decisions/routes'
import { helperPlaces, helperRoutes } from '@/features/helpers/routes'
import { noticeRoutes } from '@/features/notifications/routes'
import { orderRoutes } from '@/features/orders/routes'
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
  ...stewardPlaces,
]

/** Every address. A feature lists its pages in `features/<app>/routes.tsx`, each as a lazy chunk. */
export const routes: RouteObject[] = [
  ...catalogRoutes,
  ...orderRoutes,
  ...accountRoutes,
  ...coopRoutes,
  ...helperRoutes,
  ...noticeRoutes,
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
