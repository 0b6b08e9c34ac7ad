import type { MyAssociation } from '@/api/types'

const offices: readonly string[] = ['administrator', 'president', 'secretary', 'oversight']

/** Whether the person may put grave things to a vote and call assemblies. */
export const isOfBoard = ({ roles }: Pick<MyAssociation, 'roles'>) =>
  roles.some((role) => offices.includes(role))
