import type { IconName } from '@/ui/Icon'

/** What Home asks of the person. The first one carries the screen's main action. */
export interface Task {
  id: string
  icon: IconName
  title: string
  detail?: string
  action: { label: string; to: string }
}

/** What Home says is to come. */
export interface Coming {
  id: string
  /** A date, or a moment */
  at: string
  title: string
  detail?: string
  to?: string
}
