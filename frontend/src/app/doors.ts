import { useLocation, useSearchParams } from 'react-router'
import { safePath } from '@/lib/safePath'

/** What a person comes for when she signs up. */
export type Purpose = 'produce' | 'buy' | 'invited'

export function doorPath(door: 'entrar' | 'registro', backTo: string | null, purpose?: Purpose): string {
  const params = new URLSearchParams()
  if (purpose) params.set('vengo', purpose)
  if (backTo) params.set('volver', backTo)
  const search = params.toString()
  return `/${door}${search && `?${search}`}`
}

/** The address to come back to after a detour. */
export function useHere(): string {
  const { pathname, search } = useLocation()
  return pathname + search
}

/** Where the detour began, if it is a page of this site. */
export function useWayBack(): string | null {
  const [params] = useSearchParams()
  return safePath(params.get('volver'))
}
