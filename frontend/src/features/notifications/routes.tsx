import type { RouteObject } from 'react-router'
import { page } from '@/app/page'

const texts = ['notifications']

export const noticeRoutes: RouteObject[] = [
  { path: 'avisos', ...page(() => import('./InboxPage'), texts) },
  { path: 'avisos/ajustes', ...page(() => import('./SettingsPage'), texts) },
  { path: 'baja/:token', ...page(() => import('./UnsubscribePage'), texts) },
]
