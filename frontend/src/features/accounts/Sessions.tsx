import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import { useCommand } from '@/api/useCommand'
import { Loaded } from '@/app/Loaded'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Notice } from '@/ui/Notice'
import { useToast } from '@/ui/Toast'
import styles from './AccountPage.module.css'
import { sessionsQuery } from './api'

interface Device {
  browser: string
  system: string
}

/** Where she is signed in, by device, this one first named. */
export function Sessions() {
  const { t } = useTranslation('accounts')
  const { onAgo, onDay } = useFormat()
  const queries = useQueryClient()
  const say = useToast()
  const query = useQuery(sessionsQuery)
  const again = () => queries.invalidateQueries({ queryKey: sessionsQuery.queryKey })
  const end = useCommand({
    mutationFn: (session_id: number) =>
      ask(client.DELETE('/api/v1/me/sessions/{session_id}', { params: { path: { session_id } } })),
    async onSuccess() {
      await again()
      say(t('sessions.ended', { count: 1 }))
    },
  })
  const others = useCommand({
    mutationFn: () => ask(client.POST('/api/v1/me/sessions/end-others')),
    async onSuccess({ ended }) {
      await again()
      say(t('sessions.ended', { count: ended }))
    },
  })
  const message = useProblem(end.error ?? others.error)
  const named = ({ browser, system }: Device) => {
    if (browser && system) return t('sessions.device', { browser, system })
    return browser || system || t('sessions.unknown')
  }
  return (
    <section className="stack" aria-labelledby="sessions">
      <h2 className="name h3" id="sessions">
        {t('sessions.title')}
      </h2>
      <p className="soft">{t('sessions.lead')}</p>
      {message && (
        <Notice kind="bad" role="alert">
          {message.detail}
        </Notice>
      )}
      <Loaded query={query}>
        {({ results }) => (
          <>
            <ul className={styles.list}>
              {results.map((one) => (
                <li key={one.id}>
                  <span>
                    <b>{named(one.device)}</b>
                    <br />
                    <span className="small soft">
                      {one.is_this
                        ? t('sessions.this')
                        : t('sessions.seen', {
                            when: onAgo(one.last_seen_at),
                            since: onDay(one.signed_in_at),
                          })}
                    </span>
                  </span>
                  {!one.is_this && (
                    <Button
                      small
                      busy={end.isPending && end.variables === one.id}
                      aria-label={t('sessions.endNamed', { device: named(one.device) })}
                      onClick={() => end.mutate(one.id)}
                    >
                      {t('sessions.end')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
            {results.length > 1 && (
              <div>
                <Button small busy={others.isPending} onClick={() => others.mutate()}>
                  {t('sessions.endOthers')}
                </Button>
              </div>
            )}
          </>
        )}
      </Loaded>
    </section>
  )
}
