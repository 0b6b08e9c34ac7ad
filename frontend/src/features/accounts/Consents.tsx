import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ask, client } from '@/api/client'
import { useCommand } from '@/api/useCommand'
import { Loaded } from '@/app/Loaded'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Notice } from '@/ui/Notice'
import styles from './AccountPage.module.css'
import { consentsQuery } from './api'

/** What she agreed to and took back, line by line. */
export function Consents() {
  const { t } = useTranslation('accounts')
  const { when } = useFormat()
  const query = useQuery(consentsQuery)
  return (
    <section className="stack" aria-labelledby="consents">
      <h2 className="name h3" id="consents">
        {t('consents.title')}
      </h2>
      <p className="soft">
        {t('consents.lead')} <Link to="/privacidad">{t('consents.read')}</Link>
      </p>
      <Loaded query={query}>
        {({ current_version, log }) => {
          const given = log[0]?.given === true && log[0].version === current_version
          return (
            <>
              <ul className={styles.list}>
                {log.map((line) => (
                  <li key={line.id}>
                    <span>
                      <b>{t(line.given ? 'consents.given' : 'consents.taken')}</b>
                      <br />
                      <span className="small soft">{t('consents.version', { version: line.version })}</span>
                    </span>
                    <span className="small soft">{when(line.recorded_at)}</span>
                  </li>
                ))}
              </ul>
              <Change version={current_version} given={given} />
            </>
          )
        }}
      </Loaded>
    </section>
  )
}

export function useConsent(onSuccess?: () => void) {
  const queries = useQueryClient()
  return useCommand({
    mutationFn: (body: { version: string; given: boolean }) =>
      ask(client.POST('/api/v1/me/consents', { body })),
    async onSuccess(log) {
      queries.setQueryData(consentsQuery.queryKey, log)
      await queries.invalidateQueries({ queryKey: ['me'] })
      onSuccess?.()
    },
  })
}

function Change({ version, given }: { version: string; given: boolean }) {
  const { t } = useTranslation('accounts')
  const [asking, setAsking] = useState(false)
  const record = useConsent(() => setAsking(false))
  const message = useProblem(record.error)
  return (
    <div>
      {message && (
        <Notice kind="bad" role="alert">
          {message.detail}
        </Notice>
      )}
      {given ? (
        <Button small onClick={() => setAsking(true)}>
          {t('consents.takeBack')}
        </Button>
      ) : (
        <Button busy={record.isPending} onClick={() => record.mutate({ version, given: true })}>
          {t('consents.give')}
        </Button>
      )}
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('consents.takeBackTitle')}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t('cancel')}</Button>
            <Button
              look="bad"
              busy={record.isPending}
              onClick={() => record.mutate({ version, given: false })}
            >
              {t('consents.takeBack')}
            </Button>
          </>
        }
      >
        <p>{t('consents.takeBackLead')}</p>
      </Dialog>
    </div>
  )
}
