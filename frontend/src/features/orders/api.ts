import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { ask, client } from '@/api/client'
import { cursorIn } from '@/api/cursor'
import type { OrderGroup } from '@/api/types'

export const orderQuery = (id: string, link: string | null) =>
  queryOptions({
    queryKey: ['order', id],
    queryFn: ({ signal }): Promise<OrderGroup> =>
      ask(
        client.GET('/api/v1/orders/{order_group_id}', {
          params: { path: { order_group_id: id }, query: { link: link ?? undefined } },
          signal,
        }),
      ),
  })

export const myOrdersQuery = infiniteQueryOptions({
  queryKey: ['my-orders'],
  queryFn: ({ pageParam, signal }) =>
    ask(client.GET('/api/v1/my/orders', { params: { query: { cursor: pageParam } }, signal })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => cursorIn(page.next),
})
