import type { RouteObject } from 'react-router'
import { page } from '@/app/page'

const texts = ['accounts']

export const accountRoutes: RouteObject[] = [
  { path: 'registro', ...page(() => import('./SignUpPage'), texts) },
  { path: 'entrar', ...page(() => import('./SignInPage'), texts) },
  { path: 'entrar/codigo', ...page(() => import('./CodePage'), texts) },
  { path: 'entrar/paso', ...page(() => import('./SecondStepPage'), texts) },
  { path: 'privacidad', ...page(() => import('./PrivacyPage'), texts) },
  { path: 'cuenta/perfil', ...page(() => import('./ProfilePage'), texts) },
  { path: 'cuenta/correo', ...page(() => import('./EmailPage'), texts) },
  { path: 'cuenta/seguridad', ...page(() => import('./SecurityPage'), texts) },
  { path: 'cuenta/seguridad/aplicacion', ...page(() => import('./TotpPage'), texts) },
  { path: 'cuenta/seguridad/codigos', ...page(() => import('./RecoveryPage'), texts) },
  { path: 'cuenta/datos', ...page(() => import('./DataPage'), texts) },
  { path: 'cuenta/borrar', ...page(() => import('./DeletePage'), texts) },
  { path: 'cuenta', ...page(() => import('./AccountPage'), texts) },
  // Letters of the first release had links; what they wanted is done with a code now.
  { path: 'cuenta/correo/:key', ...page(() => import('./OldLinkPage'), texts) },
  { path: 'cuenta/clave', ...page(() => import('./ForgotPasswordPage'), texts) },
  { path: 'cuenta/clave/:key', ...page(() => import('./ChoosePasswordPage'), texts) },
]
