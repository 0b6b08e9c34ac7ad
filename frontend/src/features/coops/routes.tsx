import type { RouteObject } from 'react-router'
import { page } from '@/app/page'

const texts = ['coops']

export const coopRoutes: RouteObject[] = [
  { path: 'productor/nuevo', ...page(() => import('./NewProducerPage'), texts) },
  { path: 'productor/:producerId/personas', ...page(() => import('./MandatesPage'), texts) },
  { path: 'asociaciones/nueva', ...page(() => import('./NewAssociationPage'), texts) },
  { path: 'mis-invitaciones/:id', ...page(() => import('./OwnInvitationPage'), texts) },
  { path: 'invitacion/:token', ...page(() => import('./InvitationPage'), texts) },
]

export const coopPlaces: RouteObject[] = [
  { path: 'socios', ...page(() => import('./MembersPage'), texts) },
  { path: 'socios/:membershipId', ...page(() => import('./MemberPage'), texts) },
  { path: 'estatutos', ...page(() => import('./StatutesPage'), texts) },
  { path: 'estatutos/nueva', ...page(() => import('./PublishStatutesPage'), texts) },
  { path: 'estatutos/:statutesId', ...page(() => import('./StatutesVersionPage'), texts) },
  { path: 'asociacion', ...page(() => import('./AssociationPage'), texts) },
  { path: 'asociacion/permisos', ...page(() => import('./DutiesPage'), texts) },
]
