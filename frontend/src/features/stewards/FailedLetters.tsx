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
import { mailsQuery } from './api'
import { duration } from './duration'
import styles from './WorkPage.module.css'

/** Letters that were given up, with the mail server's words; whom they were for shows in part only. */
export function FailedLetters({ again }: { again(): void }) {
  const { t } = useTranslation('stewards')
  const format = useFormat()
  const say = useToast()
  const query = useQuery(mailsQuery)
  const resend = useCommand({
    mutationFn: (mail_id: string) =>
      ask(client.POST('/api/v1/stewards/mails/{mail_id}/resend', { params: { path: { mail_id } } })),
    onSuccess: () => say(t('mails.sent')),
    onSettled: again,
  })
  const hurry = useCommand({
    mutationFn: () => ask(client.POST('/api/v1/stewards/mails/hurry')),
    onSuccess: ({ retried }) => say(t('mails.hurried', { count: retried })),
    onSettled: again,
  })
  const message = useProblem(resend.error ?? hurry.error)
  return (
    <section className="stack" aria-labelledby="cartas">
      <h2 className="name h3" id="cartas">
        {t('mails.title')}
      </h2>
      {message && (
        <Notice kind="bad" role="alert">
          {message.title} {message.detail}
        </Notice>
      )}
      <Loaded query={query}>
        {({ waiting, troubles, failed }) => (
          <>
            <p className="soft">
              {waiting.count > 0
                ? t('mails.waiting', {
                    count: waiting.count,
                    long: duration(waiting.oldest_seconds, format.language),
                  })
                : t('mails.noneWaiting')}{' '}
              {failed.length === 0 && t('mails.none')}
            </p>
            {troubles.length > 0 && (
              <>
                <ul className={styles.list}>
                  {troubles.map(({ cause, letters }) => (
                    <li key={cause}>
                      <p>
                        <b>{t('mails.trouble', { count: letters })}</b>
                      </p>
                      <p className={`small ${styles.mono}`}>{cause}</p>
                    </li>
                  ))}
                </ul>
                <div>
                  <Button small icon="sync" busy={hurry.isPending} onClick={() => hurry.mutate()}>
                    {t('mails.hurry')}
                  </Button>
                </div>
              </>
            )}
            <ul className={styles.list}>
              {failed.map((mail) => (
                <li key={mail.id}>
                  <p>
                    <b>{mail.subject}</b>
                    <br />
                    <span className="small soft">
                      {t('mails.to', { recipient: mail.recipient })} · {format.when(mail.failed_at)} ·{' '}
                      {t('tasks.tried', { count: mail.attempts })}
                    </span>
                  </p>
                  <p className={`small ${styles.mono}`}>{mail.cause}</p>
                  <div>
                    <Button small icon="sync" busy={resend.isPending} onClick={() => resend.mutate(mail.id)}>
                      {t('mails.resend')}
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
