import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { ask, client } from '@/api/client'
import { cursorIn } from '@/api/cursor'
import type { OrderGroup } from '@/api/types'
import { Problem } from '@/lib/problem'

/** An order group, or null where this link, this browser and this account open none: an answer that lasts. */
export const orderQuery = (id: string, link: string | null) =>
  queryOptions({
    queryKey: ['order', id],
    async queryFn({ signal }): Promise<OrderGroup | null> {
      const params = { path: { order_group_id: id }, query: { link: link ?? undefined } }
      try {
        return await ask(client.GET('/api/v1/orders/{order_group_id}', { params, signal }))
      } catch (error) {
        if (error instanceof Problem && error.status === 404) return null
        throw error
      }
    },
  })

export const myOrdersQuery = infiniteQueryOptions({
  queryKey: ['my-orders'],
  queryFn: ({ pageParam, signal }) =>
    ask(client.GET('/api/v1/my/orders', { params: { query: { cursor: pageParam } }, signal })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => cursorIn(page.next),
})
