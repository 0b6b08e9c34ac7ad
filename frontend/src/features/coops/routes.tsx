import type { RouteObject } from 'react-router'
import { page } from '@/app/page'

const texts = ['coops']
const joining = ['joining']

export const coopRoutes: RouteObject[] = [
  { path: 'productor/nuevo', ...page(() => import('./NewProducerPage'), texts) },
  { path: 'productor/:producerId/personas', ...page(() => import('./MandatesPage'), [...texts, 'record']) },
  { path: 'mis-invitaciones/:id', ...page(() => import('./OwnInvitationPage'), texts) },
  { path: 'asociaciones/:slug/ingreso', ...page(() => import('./joining/ApplyPage'), joining) },
  { path: 'solicitudes', ...page(() => import('./joining/OwnApplicationsPage'), joining) },
  { path: 'solicitudes/:id', ...page(() => import('./joining/OwnApplicationPage'), joining) },
  { path: 'invitacion/:token', ...page(() => import('./InvitationPage'), texts) },
]

export const coopPlaces: RouteObject[] = [
  { path: 'socios', ...page(() => import('./MembersPage'), [...texts, 'record']) },
  { path: 'historia', ...page(() => import('./record/HistoryPage'), ['record']) },
  { path: 'socios/registro', ...page(() => import('./record/RegisterPage'), ['record']) },
  { path: 'socios/:membershipId', ...page(() => import('./MemberPage'), [...texts, 'record']) },
  { path: 'estatutos', ...page(() => import('./StatutesPage'), texts) },
  { path: 'estatutos/nueva', ...page(() => import('./PublishStatutesPage'), texts) },
  { path: 'estatutos/:statutesId', ...page(() => import('./StatutesVersionPage'), texts) },
  { path: 'asociacion', ...page(() => import('./AssociationPage'), [...texts, 'record']) },
  { path: 'asociacion/ingreso', ...page(() => import('./joining/AdmissionPage'), joining) },
  { path: 'solicitudes', ...page(() => import('./joining/ApplicationsPage'), joining) },
  { path: 'solicitudes/:applicationId', ...page(() => import('./joining/ApplicationPage'), joining) },
  { path: 'asociacion/permisos', ...page(() => import('./DutiesPage'), texts) },
]
