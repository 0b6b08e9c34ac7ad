import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Workspace } from '@/api/memberTypes'
import { Loaded } from '@/app/Loaded'
import { useConstituted } from '@/app/workspace/useConstituted'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { Button } from '@/ui/Button'
import { Title } from '@/ui/Title'
import { useToast } from '@/ui/Toast'
import { membersQuery, workspaceQuery } from './api'
import { FoundersPicture } from './FoundersPicture'
import { InvitationList } from './InvitationList'
import { InviteDialog } from './InviteDialog'
import { MemberList } from './MemberList'
import styles from './MembersPage.module.css'
import { Standing } from './record/Standing'

export default function MembersPage() {
  const { t } = useTranslation('coops')
  const { t: record } = useTranslation('record')
  const { association } = useWorkspace()
  const workspace = useQuery(workspaceQuery(association.id))
  const [inviting, setInviting] = useState(false)
  const say = useToast()
  useConstituted(
    association.id,
    useCallback(() => say(t('members.constituted', { name: association.name })), [say, t, association.name]),
  )
  const mayInvite = workspace.data?.can.includes('coops_invite') ?? false
  return (
    <div className={styles.page}>
      <div className={`row row--apart row--wrap ${styles.head}`}>
        <div className="stack stack--1">
          <Title>{t('members.title')}</Title>
          {workspace.data && (
            <p className="soft">
              {t('members.count', { count: workspace.data.counts.members })} ·{' '}
              <Link to="../estatutos">{t('members.statutes')}</Link> ·{' '}
              <Link to="registro">{record('register.title')}</Link>
              {workspace.data.counts.open_applications !== null && (
                <>
                  {' '}
                  ·{' '}
                  <Link to="../solicitudes">
                    {t('members.applications', { count: workspace.data.counts.open_applications })}
                  </Link>
                </>
              )}
            </p>
          )}
        </div>
        {mayInvite && (
          <Button look="go" icon="plus" onClick={() => setInviting(true)}>
            {t('members.invite')}
          </Button>
        )}
      </div>
      <div className={styles.columns}>
        <div className={styles.main}>
          <Loaded query={workspace}>
            {(found) => (
              <>
                <Standing workspace={found} />
                <Forming workspace={found} />
                <MemberList associationId={association.id} count={found.counts.members} />
              </>
            )}
          </Loaded>
        </div>
        {workspace.data?.can.includes('coops_listInvitations') && (
          <InvitationList
            associationId={association.id}
            mayRevoke={workspace.data.can.includes('coops_revokeInvitation')}
          />
        )}
      </div>
      {mayInvite && (
        <InviteDialog associationId={association.id} open={inviting} onClose={() => setInviting(false)} />
      )}
    </div>
  )
}

/** How far the founding is, while there is something to wait for. */
function Forming({ workspace: { association, founders } }: { workspace: Workspace }) {
  const { t } = useTranslation('coops')
  const members = useInfiniteQuery(membersQuery(association.id, { accepted: true }))
  if (association.status !== 'forming') return null
  const accepted = (members.data?.pages ?? []).flatMap((page) => page.results).map(({ initials }) => initials)
  return (
    <section className="stack" aria-labelledby="founders">
      <h2 className="name h3" id="founders">
        {t('founders.title')}
      </h2>
      <FoundersPicture founders={founders} accepted={accepted} />
      <p className="soft">
        {t('founders.lead')} <Link to="../estatutos">{t('founders.statutes')}</Link>
      </p>
    </section>
  )
}
