import type { RouteObject } from 'react-router'
import { page } from '@/app/page'

const texts = ['origin']

/** For anybody: what each name is, and who may use it. */
export const originRoutes: RouteObject[] = [
  { path: 'sellos', ...page(() => import('./SealsPage'), texts) },
  { path: 'sellos/:slug', ...page(() => import('./SealPage'), texts) },
]

export const originPlaces: RouteObject[] = [
  { path: 'origen', ...page(() => import('./CertificatesPage'), texts) },
  { path: 'origen/pedir', ...page(() => import('./ApplyPage'), texts) },
  { path: 'origen/sellos/nuevo', ...page(() => import('./OwnSealPage'), texts) },
  { path: 'origen/sellos/:sealId', ...page(() => import('./OwnSealPage'), texts) },
  { path: 'origen/lotes/:lotId', ...page(() => import('./lot/LotPage'), ['lot']) },
  { path: 'origen/:certificateId', ...page(() => import('./CertificatePage'), texts) },
]
