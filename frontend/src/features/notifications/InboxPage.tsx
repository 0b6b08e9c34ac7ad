import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/api/me'
import { homeOf } from '@/app/home'
import { Loaded } from '@/app/Loaded'
import { StoreFrame } from '@/app/StoreFrame'
import { useFormat } from '@/lib/useFormat'
import { useFresh } from '@/lib/useFresh'
import { useProblem } from '@/lib/useProblem'
import { useQueuedCommand } from '@/line/useQueuedCommand'
import { LiveDot } from '@/live/LiveDot'
import { useLive } from '@/live/LiveProvider'
import { Button, ButtonLink } from '@/ui/Button'
import { Empty } from '@/ui/Empty'
import { More } from '@/ui/More'
import { Notice } from '@/ui/Notice'
import { Title } from '@/ui/Title'
import { inboxQuery } from './api'
import { byDay } from './byDay'
import styles from './InboxPage.module.css'
import { ItemRow } from './ItemRow'
import { LineItems } from './LineItems'

/** By items, by lines, or all up to the newest that was seen. */
type Read = { ids: string[] } | { groups: string[] } | { all: true; until: string | undefined }

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
  const read = useQueuedCommand({
    wanted: (which: Read) => ({
      kind: 'read',
      values: {},
      path: '/api/v1/inbox/read',
      body: { ...which },
      joins: Object.keys(which).find((name) => name !== 'until'),
      where: '/avisos',
      touches: [['inbox']],
    }),
    // Opening a notice is no errand: it is read, and the mark follows.
    quiet: (which) => !('all' in which),
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
        <div className="row row--wrap">
          {unread > 0 && (
            <Button
              small
              busy={read.isPending}
              onClick={() => read.mutate({ all: true, until: items?.[0]?.id })}
            >
              {unread < 1000 ? t('readAll', { count: unread }) : t('readAllOfMany')}
            </Button>
          )}
          <ButtonLink small icon="bell" to="/avisos/ajustes">
            {t('settings.open')}
          </ButtonLink>
        </div>
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
                      key={item.group_id}
                      item={item}
                      clock
                      fresh={fresh.has(item.id)}
                      onOpen={() => {
                        if (item.unread > 0) read.mutate({ groups: [item.group_id ?? ''] })
                      }}
                    >
                      {item.count > 1 && item.group_id && (
                        <Line
                          group={item.group_id}
                          count={item.count}
                          onOpen={(id) => read.mutate({ ids: [id] })}
                        />
                      )}
                    </ItemRow>
                  ))}
                </ul>
              </section>
            ))
          )
        }
      </Loaded>
      <More query={query}>{t('more')}</More>
    </StoreFrame>
  )
}

/** One tap away: what the line stands for. It is read only when somebody looks. */
function Line({ group, count, onOpen }: { group: string; count: number; onOpen(id: string): void }) {
  const { t } = useTranslation('notifications')
  const [open, setOpen] = useState(false)
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('one', { count })}</summary>
      {open && <LineItems group={group} onOpen={onOpen} />}
    </details>
  )
}
