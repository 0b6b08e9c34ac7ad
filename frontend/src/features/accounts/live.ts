import type { AnewTable, LiveTable } from '@/live/table'

const me = () => [{ key: ['me'] }]

export const live: LiveTable = {
  'accounts.person_changed': me,
  'coops.role_given': me,
  'coops.role_ended': me,
  'coops.mandate_given': me,
  'coops.mandate_ended': me,
  'coops.membership_ended': me,
  'coops.association_constituted': me,
}

export const anew: AnewTable = { user: me }
