import type { RouteObject } from 'react-router'
import { page } from '@/app/page'

const texts = ['stewards']

export const stewardRoutes: RouteObject[] = [
  {
    path: 'equipo',
    ...page(() => import('./StewardLayout'), texts),
    children: [
      { index: true, ...page(() => import('./OverviewPage'), texts) },
      { path: 'apartados', ...page(() => import('./ParkedPage'), texts) },
      { path: 'trabajo', ...page(() => import('./WorkPage'), texts) },
      { path: 'personas', ...page(() => import('./PeoplePage'), texts) },
      { path: 'lecturas', ...page(() => import('./ReadingsPage'), texts) },
      { path: 'asociaciones', ...page(() => import('./AssociationsPage'), texts) },
      { path: 'registro', ...page(() => import('./RecordPage'), texts) },
    ],
  },
]

/** In an association's workspace: who of the team looked. */
export const stewardPlaces: RouteObject[] = [
  { path: 'quien-ha-mirado', ...page(() => import('./LooksPage'), texts) },
]
