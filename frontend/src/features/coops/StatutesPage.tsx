import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Workspace } from '@/api/memberTypes'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { Button, ButtonLink } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Notice } from '@/ui/Notice'
import { Title } from '@/ui/Title'
import { workspaceQuery } from './api'
import { StatutesAcceptance } from './StatutesAcceptance'
import styles from './StatutesPage.module.css'
import { StatutesReview } from './StatutesReview'
import { documentPath, StatutesText } from './StatutesText'
import { StatutesVersions } from './StatutesVersions'
import { useAcceptStatutes } from './useAcceptStatutes'

/** The statutes that rule, who has accepted them, and the versions before. */
export default function StatutesPage() {
  const { t } = useTranslation('coops')
  const { association } = useWorkspace()
  const query = useQuery(workspaceQuery(association.id))
  const mayPublish = query.data?.can.includes('coops_publishStatutes')
  return (
    <div className={styles.page}>
      <div className="row row--apart row--wrap">
        <Title>{t('statutes.title')}</Title>
        {mayPublish && <ButtonLink to="nueva">{t('publish.open')}</ButtonLink>}
      </div>
      <Loaded query={query}>{(workspace) => <Statutes workspace={workspace} />}</Loaded>
    </div>
  )
}

function Statutes({ workspace }: { workspace: Workspace }) {
  const { t } = useTranslation('coops')
  const format = useFormat()
  const { association, statutes, memberships, can, counts } = workspace
  const open = memberships.some(({ accepted_statutes }) => !accepted_statutes)
  return (
    <>
      <p className="soft">
        {statutes.adopted_at
          ? t('statutes.adopted', { version: statutes.version, day: format.day(statutes.adopted_at) })
          : t('statutes.proposed', { version: statutes.version })}
      </p>
      {statutes.changes && (
        <p className={styles.changes}>
          <b>{t('statutes.changes')}</b> {statutes.changes}
        </p>
      )}
      <StatutesText
        text={statutes.text}
        document={statutes.document}
        href={documentPath(association.id, statutes.document)}
      />
      {open && can.includes('coops_acceptStatutes') && <AcceptButton workspace={workspace} />}
      <div role="status">
        {statutes.accepted_by_me && <Notice kind="good">{t('statutes.accepted')}</Notice>}
      </div>
      <StatutesReview workspace={workspace} />
      <StatutesAcceptance
        associationId={association.id}
        accepted={statutes.accepted}
        members={counts.members}
      />
      <StatutesVersions associationId={association.id} current={statutes.id} />
    </>
  )
}

function AcceptButton({ workspace }: { workspace: Workspace }) {
  const { t } = useTranslation('coops')
  const accept = useAcceptStatutes(workspace)
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
