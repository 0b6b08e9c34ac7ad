import type { RouteObject } from 'react-router'
import { page } from '@/app/page'

const texts = ['catalog']
const more = ['catalog', 'region']

export const catalogRoutes: RouteObject[] = [
  { index: true, ...page(() => import('./CatalogPage'), texts) },
  { path: 'productos/:slug', ...page(() => import('./OfferPage'), more) },
  { path: 'productores', ...page(() => import('./region/ProducersPage'), more) },
  { path: 'productores/:id', ...page(() => import('./region/ProducerPage'), more) },
  { path: 'mapa', ...page(() => import('./region/MapPage'), more) },
  { path: 'asociaciones', ...page(() => import('./region/AssociationsPage'), more) },
  { path: 'asociaciones/:slug', ...page(() => import('./AssociationPage'), texts) },
]
