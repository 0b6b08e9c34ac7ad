import type { ApplicationState } from '@/api/memberTypes'
import type { IconName } from '@/ui/Icon'

export const isOpen = (state: ApplicationState) => state === 'waiting' || state === 'voting'

export const stateIcons: Record<ApplicationState, IconName> = {
  waiting: 'clock',
  voting: 'check',
  accepted: 'check',
  refused: 'info',
  withdrawn: 'undo',
  superseded: 'info',
  lapsed: 'info',
}
