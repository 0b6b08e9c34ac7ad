import { useQueryClient } from '@tanstack/react-query'
import { useNow } from '@/lib/useNow'

/** When the oldest of what is on the screen was read; null while there is nothing, or nothing old. */
export function useSeenAt(): number | null {
  const queries = useQueryClient()
  const now = useNow(10_000)
  const times = queries
    .getQueryCache()
    .findAll({ type: 'active' })
    .map(({ state }) => state.dataUpdatedAt)
    .filter((at) => at > 0)
  const oldest = Math.min(...times)
  return times.length > 0 && now - oldest > 60_000 ? oldest : null
}
