import type { RouteObject } from 'react-router'
import { page } from '@/app/page'

const texts = ['helpers']

export const helperRoutes: RouteObject[] = [
  { path: 'ayudo', ...page(() => import('./MyHelpsPage'), texts) },
  { path: 'ayudo/:helperId', ...page(() => import('./HelpingPage'), texts) },
  { path: 'ayudo/:helperId/comprobante', ...page(() => import('./ReceiptPage'), texts) },
  { path: 'productor/:producerId/ayuda', ...page(() => import('./DoneForMePage'), texts) },
]

export const helperPlaces: RouteObject[] = [
  { path: 'ayudantes', ...page(() => import('./HelpersPage'), texts) },
  { path: 'ayudantes/nombrar', ...page(() => import('./NameHelperPage'), texts) },
]
