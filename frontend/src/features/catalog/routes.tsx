import type { RouteObject } from 'react-router'
import { page } from '@/app/page'

const texts = ['catalog']

export const catalogRoutes: RouteObject[] = [{ index: true, ...page(() => import('./CatalogPage'), texts) }]
