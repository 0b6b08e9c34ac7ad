import type { RouteObject } from 'react-router'
import { page } from '@/app/page'

const texts = ['accounts']

export const accountRoutes: RouteObject[] = [
  { path: 'registro', ...page(() => import('./SignUpPage'), texts) },
  { path: 'entrar', ...page(() => import('./SignInPage'), texts) },
  { path: 'entrar/codigo', ...page(() => import('./CodePage'), texts) },
  { path: 'cuenta', ...page(() => import('./AccountPage'), texts) },
  // Letters of the first release had links; what they wanted is done with a code now.
  { path: 'cuenta/correo/:key', ...page(() => import('./OldLinkPage'), texts) },
  { path: 'cuenta/clave', ...page(() => import('./ForgotPasswordPage'), texts) },
  { path: 'cuenta/clave/:key', ...page(() => import('./ChoosePasswordPage'), texts) },
]
