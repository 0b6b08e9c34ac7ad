import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import type { Workspace } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Notice } from '@/ui/Notice'
import { Title } from '@/ui/Title'
import { workspaceQuery } from './api'
import styles from './StatutesPage.module.css'
import { StatutesText } from './StatutesText'

export default function StatutesPage() {
  const { t } = useTranslation('coops')
  const { association } = useWorkspace()
  const query = useQuery(workspaceQuery(association.id))
  return (
    <div className={styles.page}>
      <Title>{t('statutes.title')}</Title>
      <Loaded query={query}>{(workspace) => <Statutes workspace={workspace} />}</Loaded>
    </div>
  )
}

function Statutes({ workspace }: { workspace: Workspace }) {
  const { t } = useTranslation('coops')
  const format = useFormat()
  const { association, statutes, memberships, can } = workspace
  const open = memberships.filter(({ accepted_statutes }) => !accepted_statutes)
  return (
    <>
      <p className="soft">
        {statutes.adopted_at
          ? t('statutes.adopted', { version: statutes.version, day: format.day(statutes.adopted_at) })
          : t('statutes.proposed', { version: statutes.version })}
      </p>
      <StatutesText text={statutes.text} />
      {open.length > 0 && can.includes('coops_acceptStatutes') && (
        <AcceptButton
          associationId={association.id}
          statutesId={statutes.id}
          producers={open.map(({ producer_id }) => producer_id)}
        />
      )}
      {statutes.accepted_by_me && <Notice kind="good">{t('statutes.accepted')}</Notice>}
    </>
  )
}

interface AcceptProps {
  associationId: string
  statutesId: string
  /** For whom the person says yes. */
  producers: string[]
}

function AcceptButton({ associationId, statutesId, producers }: AcceptProps) {
  const { t } = useTranslation('coops')
  const queries = useQueryClient()
  const intention = useIntention()
  const accept = useCommand({
    mutationFn: async () => {
      let answer: Workspace | undefined
      for (const producer_id of producers) {
        const body = { producer_id }
        answer = await ask(
          client.POST('/api/v1/associations/{association_id}/statutes/{statutes_id}/accept', {
            params: { path: { association_id: associationId, statutes_id: statutesId } },
            body,
            headers: intention.headers({ statutesId, ...body }),
          }),
        )
      }
      return answer
    },
    onSuccess(workspace) {
      intention.fulfilled()
      if (workspace) queries.setQueryData(workspaceQuery(associationId).queryKey, workspace)
      void queries.invalidateQueries({ queryKey: ['members', associationId] })
      void queries.invalidateQueries({ queryKey: ['me'] })
    },
  })
  return (
    <div className="stack">
      <ErrorSummary message={useProblem(accept.error)} attempt={accept.submittedAt} />
      <div>
        <Button look="go" busy={accept.isPending} onClick={() => accept.mutate()}>
          {t('statutes.accept')}
        </Button>
      </div>
    </div>
  )
}
