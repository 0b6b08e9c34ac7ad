import type { RouteObject } from 'react-router'
import { page } from '@/app/page'

export const noticeRoutes: RouteObject[] = [
  { path: 'avisos', ...page(() => import('./InboxPage'), ['notifications']) },
]
