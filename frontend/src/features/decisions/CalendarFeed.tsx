import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import { useCommand } from '@/api/useCommand'
import { Loaded } from '@/app/Loaded'
import { useKeptFocus } from '@/lib/useKeptFocus'
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
  const say = useToast()
  const [asking, setAsking] = useState(false)
  const query = calendarQuery(associationId)
  const feed = useQuery(query)
  const before = feed.data?.address ?? ''
  const place = useRef<HTMLElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useKeptFocus(place, heading, before)
  const renew = useCommand({
    mutationFn: () =>
      ask(
        client.POST('/api/v1/associations/{association_id}/calendar-feed', {
          params: { path: { association_id: associationId } },
        }),
      ),
    onSuccess(made) {
      setAsking(false)
      say(t(before ? 'feed.renewed' : 'feed.made'))
      queries.setQueryData(query.queryKey, made)
    },
  })
  const message = useProblem(renew.error)
  const copy = async (address: string) => {
    try {
      await navigator.clipboard.writeText(address)
      say(t('feed.copied'))
    } catch {
      // Without leave to write there, it can be marked and copied by hand.
      say(t('feed.notCopied'))
    }
  }
  return (
    <section className="stack" aria-labelledby="feed" ref={place}>
      <h2 className="name h3" id="feed" tabIndex={-1} ref={heading}>
        {t('feed.title')}
      </h2>
      <p>{t('feed.lead')}</p>
      {!asking && <ErrorSummary message={message} attempt={renew.submittedAt} />}
      <Loaded query={feed}>
        {({ address }) =>
          address ? (
            <>
              <p className="row row--wrap">
                <a className="btn" href={address.replace(/^https?:/, 'webcal:')}>
                  <Icon name="cal" /> {t('feed.open')}
                </a>
                <Button onClick={() => void copy(address)}>{t('feed.copy')}</Button>
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
          )
        }
      </Loaded>
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
