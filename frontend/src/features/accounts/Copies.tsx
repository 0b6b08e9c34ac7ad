import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import { Loaded } from '@/app/Loaded'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import { Notice } from '@/ui/Notice'
import styles from './AccountPage.module.css'
import { exportsQuery } from './api'
import { useDelicate } from './useDelicate'

/** A copy of everything: asked for, being made, and ready for two days. Its news come by the live line. */
export function Copies() {
  const { t } = useTranslation('accounts')
  const { count, onWhen } = useFormat()
  const queries = useQueryClient()
  const query = useQuery(exportsQuery)
  const request = useDelicate(
    () => ask(client.POST('/api/v1/me/exports')),
    () => queries.invalidateQueries({ queryKey: exportsQuery.queryKey }),
  )
  const message = useProblem(request.error)
  return (
    <section className="stack" aria-labelledby="copies">
      <h2 className="name h3" id="copies">
        {t('copies.title')}
      </h2>
      <p className="soft">{t('copies.lead')}</p>
      {message && (
        <Notice kind="bad" role="alert">
          {message.detail}
        </Notice>
      )}
      <Loaded query={query}>
        {({ results }) => {
          const [copy] = results
          return (
            <>
              <div role="status">
                {copy?.state === 'waiting' && (
                  <Notice kind="act" icon="clock">
                    {t('copies.waiting')}
                  </Notice>
                )}
                {copy?.state === 'failed' && <Notice kind="bad">{t('copies.failed')}</Notice>}
                {copy?.state === 'ready' && copy.expires_at && (
                  <div className={styles.apart}>
                    <span>
                      <b>{t('copies.ready')}</b>
                      <br />
                      <span className="small soft">
                        {t('copies.until', {
                          when: onWhen(copy.expires_at),
                          size: count(Math.max(1, Math.round((copy.size ?? 0) / 1000))),
                        })}
                      </span>
                    </span>
                    <a className="btn btn--go" href={`/api/v1/me/exports/${copy.id}/file`} download>
                      <Icon name="download" />
                      {t('copies.fetch')}
                    </a>
                  </div>
                )}
              </div>
              {(!copy || copy.state === 'failed') && (
                <div>
                  <Button busy={request.isPending} onClick={() => request.mutate()}>
                    {t('copies.go')}
                  </Button>
                </div>
              )}
            </>
          )
        }}
      </Loaded>
      {request.question}
    </section>
  )
}
