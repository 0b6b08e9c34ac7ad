import type { Next } from './api'

/** Where what signing in asks for next is answered. `of` is how many steps signing up has. */
export function nextPath(asked: Exclude<Next, null>, back: string | null, of?: number): string {
  const params = new URLSearchParams()
  if (of) params.set('registro', String(of))
  if (back) params.set('volver', back)
  const search = params.toString()
  return `/entrar/${asked === 'code' ? 'codigo' : 'paso'}${search && `?${search}`}`
}
