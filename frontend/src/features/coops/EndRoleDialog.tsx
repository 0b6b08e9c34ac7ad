import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import type { Office } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { useToast } from '@/ui/Toast'

interface Props {
  office: Office | null
  onClose(): void
}

/** An office ends at once; without an administrator no association stays. */
export function EndRoleDialog({ office, onClose }: Props) {
  const { t } = useTranslation('coops')
  const queries = useQueryClient()
  const say = useToast()
  const { association } = useWorkspace()
  const intention = useIntention()
  const end = useCommand({
    mutationFn: (id: string) =>
      ask(
        client.POST('/api/v1/associations/{association_id}/roles/{role_id}/end', {
          params: { path: { association_id: association.id, role_id: id } },
          headers: intention.headers(id),
        }),
      ),
    onSuccess() {
      intention.fulfilled()
      say(t('role.ended'))
      onClose()
    },
    onSettled() {
      for (const key of ['member', 'members', 'workspace']) {
        void queries.invalidateQueries({ queryKey: [key, association.id] })
      }
      void queries.invalidateQueries({ queryKey: ['me'] })
    },
  })
  const close = () => {
    end.reset()
    onClose()
  }
  const role = office ? t(`office.${office.role}`) : ''
  return (
    <Dialog
      open={office !== null}
      onClose={close}
      title={t('role.endTitle', { name: office?.person_name ?? '', role })}
      actions={
        <>
          <Button onClick={close}>{t('cancel')}</Button>
          <Button look="bad" busy={end.isPending} onClick={() => office && end.mutate(office.id)}>
            {t('role.endGo')}
          </Button>
        </>
      }
    >
      <ErrorSummary message={useProblem(end.error)} attempt={end.submittedAt} />
      <p>{t('role.endDetail')}</p>
    </Dialog>
  )
}
