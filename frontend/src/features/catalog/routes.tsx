import type { RouteObject } from 'react-router'
import { page } from '@/app/page'

const texts = ['catalog']

export const catalogRoutes: RouteObject[] = [
  { index: true, ...page(() => import('./CatalogPage'), texts) },
  { path: 'productos/:slug', ...page(() => import('./OfferPage'), texts) },
  { path: 'asociaciones', ...page(() => import('./AssociationsPage'), texts) },
  { path: 'asociaciones/:slug', ...page(() => import('./AssociationPage'), texts) },
]
