import type { RouteObject } from 'react-router'
import { page } from '@/app/page'

export const lineRoutes: RouteObject[] = [
  { path: 'espera', ...page(() => import('./WaitingPage'), ['line']) },
]
