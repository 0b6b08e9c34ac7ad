import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import type { MemberDetail } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { momentOf } from '@/lib/moments'
import { refuse } from '@/lib/refuse'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field, TextArea } from '@/ui/Field'
import { useToast } from '@/ui/Toast'

interface Props {
  member: MemberDetail
  open: boolean
  onClose(): void
}

/** Suspending a member: what follows is said before, the reason is read by its people. */
export function SuspendDialog({ member, open, onClose }: Props) {
  const { t } = useTranslation('record')
  return (
    <Dialog open={open} onClose={onClose} title={t('suspend.title', { name: member.name })}>
      <Form member={member} onClose={onClose} />
    </Dialog>
  )
}

function Form({ member, onClose }: Omit<Props, 'open'>) {
  const { t } = useTranslation('record')
  const queries = useQueryClient()
  const say = useToast()
  const { association } = useWorkspace()
  const intention = useIntention()
  const [reason, setReason] = useState('')
  const [day, setDay] = useState('')
  const suspend = useCommand({
    mutationFn: async () => {
      const until = day ? momentOf(`${day}T23:59`) : null
      refuse({
        reason: !reason.trim() && t('suspend.reasonMissing'),
        until: until === undefined && t('suspend.dayInvalid'),
      })
      const body = { reason: reason.trim(), until: until ?? null }
      return ask(
        client.POST('/api/v1/associations/{association_id}/members/{membership_id}/suspend', {
          params: { path: { association_id: association.id, membership_id: member.id } },
          headers: intention.headers(body),
          body,
        }),
      )
    },
    onSuccess() {
      intention.fulfilled()
      say(t('suspend.done', { name: member.name }))
      onClose()
    },
    onSettled() {
      for (const key of ['member', 'members', 'workspace', 'register', 'history']) {
        void queries.invalidateQueries({ queryKey: [key, association.id] })
      }
    },
  })
  const message = useProblem(suspend.error)
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        suspend.mutate()
      }}
    >
      <ErrorSummary message={message} attempt={suspend.submittedAt} />
      <p>{t('suspend.what')}</p>
      {member.roles.length > 0 && <p>{t('suspend.offices')}</p>}
      <TextArea
        name="reason"
        label={t('suspend.reason')}
        hint={t('suspend.reasonHint')}
        rows={3}
        maxLength={1000}
        error={message?.fields.reason}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Field
        name="until"
        type="date"
        label={t('suspend.until')}
        hint={t('suspend.untilHint')}
        error={message?.fields.until}
        value={day}
        onChange={(event) => setDay(event.target.value)}
      />
      <div className="row row--wrap dialog__acts">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button type="submit" look="bad" busy={suspend.isPending}>
          {t('suspend.go')}
        </Button>
      </div>
    </form>
  )
}
