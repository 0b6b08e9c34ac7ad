import type { LossReason } from '@/api/memberTypes'

/** Why units are there no more, in the order of how often it happens. */
export const lossReasons = [
  'went_bad',
  'broken',
  'pests',
  'tasted',
  'own_use',
  'stolen',
  'other',
] as const satisfies readonly LossReason[]
