import type { Me } from '@/api/types'

/** Where the person's own page is: the first association, else the account, else the door. */
export function homeOf(me: Me | undefined): string {
  if (!me?.person) return '/entrar'
  const [first] = me.associations
  return first ? `/a/${first.slug}` : '/cuenta'
}
