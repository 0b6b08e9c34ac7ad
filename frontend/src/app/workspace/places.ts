import type { IconName } from '@/ui/Icon'

/** The places of an association's workspace, in order. Text: `place.<id>` in app/texts. */
export interface Place {
  id:
    | 'home'
    | 'pool'
    | 'orders'
    | 'lots'
    | 'decisions'
    | 'members'
    | 'origin'
    | 'statutes'
    | 'history'
    | 'association'
  path: string
  icon: IconName
}

/** A desk shows all of them; on a phone the first four stand at the thumb, the rest under «Más». */
export const places: Place[] = [
  { id: 'home', path: 'inicio', icon: 'home' },
  { id: 'pool', path: 'acopio', icon: 'pool' },
  { id: 'orders', path: 'pedidos', icon: 'box' },
  { id: 'lots', path: 'lotes', icon: 'leaf' },
  { id: 'decisions', path: 'decisiones', icon: 'check' },
  { id: 'members', path: 'socios', icon: 'user' },
  { id: 'origin', path: 'origen', icon: 'shield' },
  { id: 'statutes', path: 'estatutos', icon: 'hand' },
  { id: 'history', path: 'historia', icon: 'clock' },
  { id: 'association', path: 'asociacion', icon: 'grid' },
]

export const atThumb = places.slice(0, 4)
export const underMore = places.slice(4)
