import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import type { StewardTasks } from '@/api/stewardTypes'
import { useCommand } from '@/api/useCommand'
import { Loaded } from '@/app/Loaded'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Notice } from '@/ui/Notice'
import { useToast } from '@/ui/Toast'
import { Queues } from './HealthTables'
import styles from './WorkPage.module.css'

/** Letters that failed have a list of their own, with the mail server's words. */
const letters = 'accounts.send_mail'

export function FailedTasks({ query, again }: { query: UseQueryResult<StewardTasks>; again(): void }) {
  const { t } = useTranslation('stewards')
  const format = useFormat()
  const say = useToast()
  const retry = useCommand({
    mutationFn: (ids: number[]) => ask(client.POST('/api/v1/stewards/tasks/retry', { body: { ids } })),
    onSuccess: ({ retried }) => say(t('tasks.retried', { count: retried })),
    onSettled: again,
  })
  const message = useProblem(retry.error)
  return (
    <section className="stack" aria-labelledby="tareas">
      <h2 className="name h3" id="tareas">
        {t('tasks.title')}
      </h2>
      {message && (
        <Notice kind="bad" role="alert">
          {message.title} {message.detail}
        </Notice>
      )}
      <Loaded query={query}>
        {({ queues, failed }) => {
          const shown = failed.filter(({ name }) => name !== letters)
          return (
            <>
              <Queues queues={queues} />
              {shown.length === 0 && <p className="soft">{t('tasks.none')}</p>}
              <ul className={styles.list}>
                {shown.map((task) => (
                  <li key={task.id}>
                    <p>
                      <b className={styles.mono}>{task.name}</b>
                      <br />
                      <span className="small soft">
                        {task.failed_at && `${format.when(task.failed_at)} · `}
                        {t('tasks.tried', { count: task.attempts })} ·{' '}
                        <span className={styles.mono}>{JSON.stringify(task.arguments)}</span>
                      </span>
                    </p>
                    <p className={`small ${styles.mono}`}>{task.error || t('tasks.noCause')}</p>
                    <div>
                      <Button
                        small
                        icon="sync"
                        busy={retry.isPending}
                        onClick={() => retry.mutate([task.id])}
                      >
                        {t('again')}
                      </Button>
                    </div>
                  </li>
                ))}
              </ul>
              {shown.length > 1 && (
                <div>
                  <Button
                    icon="sync"
                    busy={retry.isPending}
                    onClick={() => retry.mutate(shown.map(({ id }) => id))}
                  >
                    {t('tasks.all', { count: shown.length })}
                  </Button>
                </div>
              )}
            </>
          )
        }}
      </Loaded>
    </section>
  )
}
