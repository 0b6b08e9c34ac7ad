import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import { useCommand } from '@/api/useCommand'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Icon } from '@/ui/Icon'
import { useToast } from '@/ui/Toast'
import { calendarQuery } from './api'
import styles from './Page.module.css'

/** My own address of all assemblies: the phone's calendar then follows every change by itself. */
export function CalendarFeed({ associationId }: { associationId: string }) {
  const { t } = useTranslation('decisions')
  const queries = useQueryClient()
  const intention = useIntention()
  const say = useToast()
  const [asking, setAsking] = useState(false)
  const query = calendarQuery(associationId)
  const address = useQuery(query).data?.address
  const renew = useCommand({
    mutationFn: () =>
      ask(
        client.POST('/api/v1/associations/{association_id}/calendar-feed', {
          params: { path: { association_id: associationId } },
          headers: intention.headers({ renew: address ?? '' }),
        }),
      ),
    onSuccess(made) {
      intention.fulfilled()
      setAsking(false)
      queries.setQueryData(query.queryKey, made)
    },
  })
  const message = useProblem(renew.error)
  return (
    <section className="stack" aria-labelledby="feed">
      <h2 className="name h3" id="feed">
        {t('feed.title')}
      </h2>
      <p>{t('feed.lead')}</p>
      {!asking && <ErrorSummary message={message} attempt={renew.submittedAt} />}
      {address ? (
        <>
          <p className="row row--wrap">
            <a className="btn" href={address.replace(/^https?:/, 'webcal:')}>
              <Icon name="cal" /> {t('feed.open')}
            </a>
            <Button
              onClick={() => {
                void navigator.clipboard
                  .writeText(address)
                  .then(() => say(t('feed.copied')))
                  .catch(() => undefined)
              }}
            >
              {t('feed.copy')}
            </Button>
          </p>
          <details>
            <summary>{t('feed.show')}</summary>
            <code className={styles.address}>{address}</code>
          </details>
          <p className="small soft">{t('feed.secret')}</p>
          <p>
            <Button small look="plain" onClick={() => setAsking(true)}>
              {t('feed.renew')}
            </Button>
          </p>
        </>
      ) : (
        <div>
          <Button busy={renew.isPending} onClick={() => renew.mutate()}>
            {t('feed.make')}
          </Button>
        </div>
      )}
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('feed.renewTitle')}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t('feed.keep')}</Button>
            <Button look="bad" busy={renew.isPending} onClick={() => renew.mutate()}>
              {t('feed.renew')}
            </Button>
          </>
        }
      >
        <p>{t('feed.renewLead')}</p>
        <ErrorSummary message={message} attempt={renew.submittedAt} />
      </Dialog>
    </section>
  )
}
