import type { RouteObject } from 'react-router'
import { page } from '@/app/page'

const texts = ['coops']

export const coopRoutes: RouteObject[] = [
  { path: 'productor/nuevo', ...page(() => import('./NewProducerPage'), texts) },
  { path: 'asociaciones/nueva', ...page(() => import('./NewAssociationPage'), texts) },
  { path: 'invitacion/:token', ...page(() => import('./InvitationPage'), texts) },
]

export const coopPlaces: RouteObject[] = [
  { path: 'socios', ...page(() => import('./MembersPage'), texts) },
  { path: 'estatutos', ...page(() => import('./StatutesPage'), texts) },
]
