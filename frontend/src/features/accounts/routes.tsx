import type { RouteObject } from 'react-router'
import { page } from '@/app/page'

const texts = ['accounts']

export const accountRoutes: RouteObject[] = [
  { path: 'registro', ...page(() => import('./SignUpPage'), texts) },
  { path: 'entrar', ...page(() => import('./SignInPage'), texts) },
  { path: 'cuenta', ...page(() => import('./AccountPage'), texts) },
  { path: 'cuenta/correo/:key', ...page(() => import('./VerifyEmailPage'), texts) },
  { path: 'cuenta/clave', ...page(() => import('./ForgotPasswordPage'), texts) },
  { path: 'cuenta/clave/:key', ...page(() => import('./ChoosePasswordPage'), texts) },
]
