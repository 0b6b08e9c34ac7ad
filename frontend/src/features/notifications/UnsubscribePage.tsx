import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { ask, client } from '@/api/client'
import { useCommand } from '@/api/useCommand'
import { StoreFrame } from '@/app/StoreFrame'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Notice } from '@/ui/Notice'
import { Lines } from '@/ui/Skeleton'
import { Title } from '@/ui/Title'
import { unsubscriptionQuery } from './api'
import styles from './SettingsPage.module.css'

/** Where the link of a mail leads. Opening it changes nothing: mail programs open links to look at them. */
export default function UnsubscribePage() {
  const { t } = useTranslation('notifications')
  const { token = '' } = useParams()
  const queries = useQueryClient()
  const query = useQuery(unsubscriptionQuery(token))
  const params = { path: { unsubscribe_token: token } }
  const change = useCommand({
    mutationFn: (off: boolean) =>
      ask(
        off
          ? client.POST('/api/v1/unsubscribe/{unsubscribe_token}', { params })
          : client.POST('/api/v1/unsubscribe/{unsubscribe_token}/undo', { params }),
      ),
    onSuccess: (standing) => queries.setQueryData(unsubscriptionQuery(token).queryKey, standing),
  })
  const refused = useProblem(query.error)
  const failed = useProblem(change.error)
  const kinds = query.data?.choices.map(({ kind }) => t(`kind.${kind}`)) ?? []
  const off = query.data?.off
  return (
    <StoreFrame className={styles.page} back={{ to: '/', label: t('off.back') }}>
      <Title>{refused ? t('off.useless') : t(off ? 'off.done' : 'off.title')}</Title>
      {query.isPending && <Lines />}
      {refused && (
        <>
          <p>{refused.detail}</p>
          <p>
            <Link to="/avisos/ajustes">{t('settings.open')}</Link>
          </p>
        </>
      )}
      {failed && (
        <Notice kind="bad" role="alert">
          {failed.detail}
        </Notice>
      )}
      {query.data && (
        <>
          <div className="stack stack--2" role="status">
            <p>{t(off ? 'off.doneDetail' : 'off.detail')}</p>
            <ul className={styles.dotted}>
              {kinds.map((kind) => (
                <li key={kind}>{kind}</li>
              ))}
            </ul>
          </div>
          <div className="row row--wrap">
            <Button
              look={off ? undefined : 'go'}
              icon={off ? 'undo' : undefined}
              busy={change.isPending}
              onClick={() => change.mutate(!off)}
            >
              {t(off ? 'off.undo' : 'off.doIt')}
            </Button>
            <Link to="/avisos/ajustes">{t('off.more')}</Link>
          </div>
        </>
      )}
    </StoreFrame>
  )
}
