import { Navigate, type RouteObject } from 'react-router'
import { catalogRoutes } from '@/features/catalog/routes'
import { orderRoutes } from '@/features/orders/routes'
import { NotFound } from './NotFound'
import { page } from './page'

/** What stands under `/a/<slug>/`: each feature adds the pages of its place. */
const workspaceRoutes: RouteObject[] = []

/** Every address. A feature lists its pages in `features/<app>/routes.tsx`, each as a lazy chunk. */
export const routes: RouteObject[] = [
  ...catalogRoutes,
  ...orderRoutes,
  {
    path: 'a/:slug',
    ...page(() => import('./workspace/WorkspaceLayout'), []),
    children: [{ index: true, element: <Navigate to="inicio" replace /> }, ...workspaceRoutes],
  },
  { path: '*', element: <NotFound /> },
]
