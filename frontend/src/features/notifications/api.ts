import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { ask, client } from '@/api/client'
import { cursorIn } from '@/api/cursor'

/** Lines: a day's items of one kind and subject stand together. */
export const inboxQuery = infiniteQueryOptions({
  queryKey: ['inbox'],
  queryFn: ({ pageParam, signal }) =>
    ask(client.GET('/api/v1/inbox', { params: { query: { cursor: pageParam } }, signal })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => cursorIn(page.next),
})

/** What one line stands for. Below the inbox, so that it is read again with it. */
export const lineQuery = (group: string) =>
  infiniteQueryOptions({
    queryKey: ['inbox', 'line', group],
    queryFn: ({ pageParam, signal }) =>
      ask(client.GET('/api/v1/inbox/items', { params: { query: { group, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => cursorIn(page.next),
  })

export const noticeSettingsQuery = queryOptions({
  queryKey: ['noticeSettings'],
  queryFn: ({ signal }) => ask(client.GET('/api/v1/inbox/settings', { signal })),
})

export const devicesQuery = queryOptions({
  queryKey: ['pushDevices'],
  queryFn: ({ signal }) => ask(client.GET('/api/v1/push/devices', { signal })),
})

export const unsubscriptionQuery = (token: string) =>
  queryOptions({
    queryKey: ['unsubscription', token],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/unsubscribe/{unsubscribe_token}', {
          params: { path: { unsubscribe_token: token } },
          signal,
        }),
      ),
    retry: false,
  })
