import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Workspace } from '@/api/memberTypes'
import type { Task } from '@/app/workspace/tasks'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { workspaceQuery } from './api'

/** Founders that are neither members nor asked yet. A member who has still to accept need not be invited. */
export function toInvite({ founders, counts }: Pick<Workspace, 'founders' | 'counts'>): number {
  return Math.max(0, founders.need - counts.members - counts.open_invitations)
}

/** What the association itself asks of the person. */
export function useTasks(): Task[] {
  const { t } = useTranslation('coops')
  const { association } = useWorkspace()
  const workspace = useQuery(workspaceQuery(association.id)).data
  if (!workspace) return []
  const { founders, counts, can, memberships, statutes } = workspace
  const at = (path: string) => `/a/${association.slug}/${path}`
  const tasks: Task[] = []
  if (memberships.length > 0 && !statutes.accepted_by_me && can.includes('coops_acceptStatutes')) {
    tasks.push({
      id: 'statutes',
      icon: 'hand',
      title: t('task.statutes'),
      detail: t('task.statutesDetail', { version: statutes.version }),
      action: { label: t('task.statutesGo'), to: at('estatutos') },
    })
  }
  if (workspace.association.status === 'forming') {
    const missing = founders.need - founders.have
    const open = toInvite(workspace)
    if (can.includes('coops_invite') && open > 0) {
      tasks.push({
        id: 'invite',
        icon: 'user',
        title: t('task.invite', { count: open }),
        detail: t('task.inviteDetail', { have: founders.have, need: founders.need }),
        action: { label: t('task.inviteGo'), to: at('socios') },
      })
    } else if (missing > 0) {
      tasks.push({
        id: 'wait',
        icon: 'clock',
        title: t('task.wait', { count: missing }),
        detail: t('task.waitDetail', { count: counts.open_invitations }),
        action: { label: t('task.waitGo'), to: at('socios') },
      })
    }
  }
  return tasks
}
