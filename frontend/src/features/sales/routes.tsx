import type { RouteObject } from 'react-router'
import { page } from '@/app/page'

export const salesPlaces: RouteObject[] = [
  { path: 'pedidos', ...page(() => import('./SalesPage'), ['sales']) },
]
