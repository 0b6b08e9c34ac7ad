import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import { useCommand } from '@/api/useCommand'
import { Loaded } from '@/app/Loaded'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Notice } from '@/ui/Notice'
import { useToast } from '@/ui/Toast'
import { paymentsQuery } from './api'
import styles from './WorkPage.module.css'

/** What the provider told and we could not look into yet, and money that it could not give back. */
export function FailedPaymentList({ again }: { again(): void }) {
  const { t } = useTranslation('stewards')
  const format = useFormat()
  const say = useToast()
  const query = useQuery(paymentsQuery)
  const webhook = useCommand({
    mutationFn: (webhook_id: string) =>
      ask(
        client.POST('/api/v1/stewards/payments/webhooks/{webhook_id}/retry', {
          params: { path: { webhook_id } },
        }),
      ),
    onSuccess: () => say(t('payments.fetched')),
    onSettled: again,
  })
  const refund = useCommand({
    mutationFn: (refund_id: string) =>
      ask(
        client.POST('/api/v1/stewards/payments/refunds/{refund_id}/retry', {
          params: { path: { refund_id } },
        }),
      ),
    onSuccess: () => say(t('payments.asked')),
    onSettled: again,
  })
  const message = useProblem(webhook.error ?? refund.error)
  return (
    <section className="stack" aria-labelledby="pagos">
      <h2 className="name h3" id="pagos">
        {t('payments.title')}
      </h2>
      {message && (
        <Notice kind="bad" role="alert">
          {message.title} {message.detail}
        </Notice>
      )}
      <Loaded query={query}>
        {({ webhooks, refunds }) => (
          <>
            {webhooks.length + refunds.length === 0 && <p className="soft">{t('payments.none')}</p>}
            <ul className={styles.list}>
              {refunds.map((one) => (
                <li key={one.id}>
                  <p>
                    <b>
                      {t('payments.refund', {
                        amount: format.pesos(one.amount_clp),
                        order: one.order ?? '—',
                      })}
                    </b>
                    <br />
                    <span className="small soft">
                      {one.failed_at && format.when(one.failed_at)} · {t('payments.refundDetail')}
                    </span>
                  </p>
                  <p className={`small ${styles.mono}`}>{one.error}</p>
                  <div>
                    <Button small icon="sync" busy={refund.isPending} onClick={() => refund.mutate(one.id)}>
                      {t('payments.retryRefund')}
                    </Button>
                  </div>
                </li>
              ))}
              {webhooks.map((one) => (
                <li key={one.id}>
                  <p>
                    <b className={styles.mono}>{one.kind}</b>
                    <br />
                    <span className="small soft">
                      {t('payments.webhook', { when: format.onWhen(one.received_at) })} ·{' '}
                      <span className={styles.mono}>{one.provider_id}</span>
                    </span>
                  </p>
                  {one.error && <p className={`small ${styles.mono}`}>{one.error}</p>}
                  <div>
                    <Button small icon="sync" busy={webhook.isPending} onClick={() => webhook.mutate(one.id)}>
                      {t('again')}
                    </Button>
                  </div>
                </li>
              ))}
            </ul>
          </>
        )}
      </Loaded>
    </section>
  )
}
