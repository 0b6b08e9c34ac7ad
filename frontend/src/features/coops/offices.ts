import type { RoleName } from '@/api/memberTypes'

/** The offices of an association, in the order in which they are shown. */
export const offices: RoleName[] = ['administrator', 'president', 'secretary', 'treasurer', 'oversight']
