import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import { useMe } from '@/api/me'
import { useCommand } from '@/api/useCommand'
import { homeOf } from '@/app/home'
import { Loaded } from '@/app/Loaded'
import { StoreFrame } from '@/app/StoreFrame'
import { useFormat } from '@/lib/useFormat'
import { useFresh } from '@/lib/useFresh'
import { useProblem } from '@/lib/useProblem'
import { LiveDot } from '@/live/LiveDot'
import { useLive } from '@/live/LiveProvider'
import { Button, ButtonLink } from '@/ui/Button'
import { Empty } from '@/ui/Empty'
import { Notice } from '@/ui/Notice'
import { Title } from '@/ui/Title'
import { inboxQuery } from './api'
import { byDay } from './byDay'
import styles from './InboxPage.module.css'
import { ItemRow } from './ItemRow'

export default function InboxPage() {
  const { t } = useTranslation('notifications')
  const format = useFormat()
  const queries = useQueryClient()
  const me = useMe()
  const query = useInfiniteQuery(inboxQuery)
  useLive([me?.person && `user:${me.person.id}`])
  const items = query.data?.pages.flatMap(({ results }) => results)
  const fresh = useFresh(items?.map(({ id }) => id))
  const unread = query.data?.pages[0]?.unread ?? 0
  const read = useCommand({
    mutationFn: (which: { ids?: string[]; all: boolean }) =>
      ask(client.POST('/api/v1/inbox/read', { body: which })),
    onSettled() {
      void queries.invalidateQueries({ queryKey: ['inbox'] })
      void queries.invalidateQueries({ queryKey: ['me'] })
    },
  })
  const message = useProblem(read.error)
  return (
    <StoreFrame className={styles.page} back={{ to: homeOf(me), label: t('back') }}>
      <div className="row row--apart row--wrap">
        <div className="stack stack--1">
          <Title>{t('title')}</Title>
          <LiveDot />
        </div>
        {unread > 0 && (
          <Button small busy={read.isPending} onClick={() => read.mutate({ all: true })}>
            {t('readAll', { count: unread })}
          </Button>
        )}
      </div>
      {message && (
        <Notice kind="bad" role="alert">
          {message.detail}
        </Notice>
      )}
      <Loaded query={query}>
        {() =>
          items?.length === 0 ? (
            <Empty
              emblem="star"
              title={t('empty')}
              action={<ButtonLink to={homeOf(me)}>{t('back')}</ButtonLink>}
            >
              {t('emptyDetail')}
            </Empty>
          ) : (
            byDay(items ?? []).map((day) => (
              <section key={day.at.slice(0, 10)} aria-label={format.dayAloud(day.at)}>
                <h2 className={`name h3 ${styles.day}`}>{format.dayAloud(day.at)}</h2>
                <ul>
                  {day.items.map((item) => (
                    <ItemRow
                      key={item.id}
                      item={item}
                      clock
                      fresh={fresh.has(item.id)}
                      onOpen={() => {
                        if (item.read_at === null) read.mutate({ ids: [item.id], all: false })
                      }}
                    />
                  ))}
                </ul>
              </section>
            ))
          )
        }
      </Loaded>
      {query.hasNextPage && (
        <div>
          <Button small busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </StoreFrame>
  )
}
