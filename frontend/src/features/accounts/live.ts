import type { AnewTable, LiveTable } from '@/live/table'

const me = () => [{ key: ['me'] }]
/** The account's own pages as well: address, second steps, sessions, copies of the data. */
const own = () => [{ key: ['me'] }, { key: ['account'] }]

export const live: LiveTable = {
  'accounts.person_changed': own,
  'accounts.person_closed': own,
  'accounts.second_factors_reset': own,
  'coops.role_given': me,
  'coops.role_ended': me,
  'coops.mandate_given': me,
  'coops.mandate_ended': me,
  'coops.membership_ended': me,
  'coops.association_constituted': me,
}

export const anew: AnewTable = { user: me }
