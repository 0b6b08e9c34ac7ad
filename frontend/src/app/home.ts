import type { Me, MyAssociation } from '@/api/types'
import { readStored, writeStored } from '@/lib/stored'

const kept = 'association'

/** Whoever belongs to several comes back to the one that she looked at last. */
export function rememberPlace({ slug }: MyAssociation): void {
  writeStored(kept, slug)
}

/** Where the person's own page is: her association's Home, else where she may begin, else the door. */
export function homeOf(me: Me | undefined): string {
  if (!me?.person) return '/entrar'
  const last = readStored(kept)
  const place = me.associations.find(({ slug }) => slug === last) ?? me.associations[0]
  return place ? `/a/${place.slug}` : '/inicio'
}
