import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { meQuery } from '@/api/me'
import type { MyAssociation } from '@/api/types'
import { Problem } from '@/lib/problem'

/**
 * The association of the address, for pages that stand outside the workspace's frame. Undefined until it
 * is known; who has no part in it gets the page for what isn't there.
 */
export function useAssociation(): MyAssociation | undefined {
  const { slug } = useParams()
  const me = useQuery(meQuery).data
  if (!me) return undefined
  if (!me.person) throw new Problem(401, { code: 'sign_in_needed' })
  const found = me.associations.find((one) => one.slug === slug)
  if (!found) throw new Problem(404, { code: 'not_found' })
  return found
}
