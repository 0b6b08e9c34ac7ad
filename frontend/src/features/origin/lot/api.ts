import { queryOptions } from '@tanstack/react-query'
import { ask, client } from '@/api/client'
import type { components } from '@/api/schema'

export type Genealogy = components['schemas']['Genealogy']
export type FamilyLot = components['schemas']['FamilyLot']

export const genealogyQuery = (associationId: string, lotId: string) =>
  queryOptions({
    queryKey: ['genealogy', associationId, lotId],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/associations/{association_id}/lots/{lot_id}/genealogy', {
          params: { path: { association_id: associationId, lot_id: lotId } },
          signal,
        }),
      ),
  })

/** Hands a file over to the browser to be kept. */
export function save(file: Blob, name: string) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  // The browser has begun by then; kept any longer, the file would stay in memory.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
