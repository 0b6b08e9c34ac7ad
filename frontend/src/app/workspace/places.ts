import type { IconName } from '@/ui/Icon'

/** The places of an association's workspace, in order. Text: `place.<id>` in app/texts. */
export interface Place {
  id: 'home' | 'pool' | 'orders' | 'lots' | 'members'
  path: string
  icon: IconName
}

/** At most five fit the phone's bottom bar; from the fifth on they move under «Más». */
export const places: Place[] = [
  { id: 'home', path: 'inicio', icon: 'home' },
  { id: 'pool', path: 'acopio', icon: 'pool' },
  { id: 'orders', path: 'pedidos', icon: 'box' },
  { id: 'lots', path: 'lotes', icon: 'leaf' },
  { id: 'members', path: 'socios', icon: 'user' },
]
