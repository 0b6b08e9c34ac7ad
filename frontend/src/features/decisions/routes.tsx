import type { RouteObject } from 'react-router'
import { page } from '@/app/page'

const texts = ['decisions']

export const decisionPlaces: RouteObject[] = [
  { path: 'decisiones', ...page(() => import('./DecisionsPage'), texts) },
  { path: 'decisiones/nueva', ...page(() => import('./NewDecisionPage'), texts) },
  { path: 'decisiones/asambleas', ...page(() => import('./AssembliesPage'), texts) },
  { path: 'decisiones/poderes', ...page(() => import('./ProxiesPage'), texts) },
  { path: 'decisiones/reglas', ...page(() => import('./VotingRulesPage'), texts) },
  { path: 'decisiones/:id', ...page(() => import('./DecisionPage'), texts) },
  { path: 'decisiones/:id/votar', ...page(() => import('./BallotPage'), texts) },
]
