import { useTranslation } from 'react-i18next'
import type { Workspace } from '@/api/memberTypes'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { useFormat } from '@/lib/useFormat'
import { Notice } from '@/ui/Notice'
import styles from './Record.module.css'
import { SuspensionNotice } from './Suspension'

/** That the association, or a member that I act for, is suspended. */
export function Standing({ workspace: { association, memberships, suspension } }: { workspace: Workspace }) {
  const { t } = useTranslation('record')
  const format = useFormat()
  const { me } = useWorkspace()
  const nameOf = (producerId: string) => me.producers.find(({ id }) => id === producerId)?.name ?? ''
  return (
    <>
      {suspension && (
        <Notice kind="bad" icon="lock">
          <b>{t('suspended.association', { name: association.name })}</b>
          <span className={styles.why}>
            {t('suspended.associationWhy', { day: format.day(suspension.since) })} {suspension.reason}
          </span>
          <span className={styles.why}>{t('suspended.associationWhat')}</span>
        </Notice>
      )}
      {memberships.map(
        (membership) =>
          membership.suspension && (
            <SuspensionNotice
              key={membership.id}
              name={nameOf(membership.producer_id)}
              suspension={membership.suspension}
            />
          ),
      )}
    </>
  )
}
