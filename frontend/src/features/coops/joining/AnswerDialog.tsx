import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import type { Application } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { refuse } from '@/lib/refuse'
import { useDraft } from '@/lib/useDraft'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { TextArea } from '@/ui/Field'
import { useToast } from '@/ui/Toast'
import { applicationQuery } from './api'

interface Props {
  associationId: string
  application: Application
  /** Which answer is asked for; null while none is. */
  answer: 'accept' | 'refuse' | null
  onClose(): void
}

/** Yes, once more with what follows from it; or no, with the reason that the applicant reads. */
export function AnswerDialog({ associationId, application, answer, onClose }: Props) {
  const { t } = useTranslation('joining')
  const queries = useQueryClient()
  const say = useToast()
  const name = application.producer.name
  const [draft, change, done] = useDraft(`refusal.${application.id}`, { reason: '' })
  const send = useCommand({
    mutationFn: (given: 'accept' | 'refuse') => {
      const params = { path: { association_id: associationId, application_id: application.id } }
      if (given === 'accept') {
        return ask(
          client.POST('/api/v1/associations/{association_id}/applications/{application_id}/accept', {
            params,
          }),
        )
      }
      refuse({ reason: !draft.reason.trim() && t('refuse.missing') })
      return ask(
        client.POST('/api/v1/associations/{association_id}/applications/{application_id}/refuse', {
          params,
          body: { reason: draft.reason.trim() },
        }),
      )
    },
    onSuccess(answered) {
      done()
      queries.setQueryData(applicationQuery(associationId, application.id).queryKey, answered)
      say(t(answered.state === 'accepted' ? 'accept.done' : 'refuse.done', { name }))
      onClose()
    },
    onSettled() {
      for (const key of ['applications', 'application', 'workspace', 'members', 'home']) {
        void queries.invalidateQueries({ queryKey: key === 'home' ? [key] : [key, associationId] })
      }
    },
  })
  const message = useProblem(send.error)
  const close = () => {
    send.reset()
    onClose()
  }
  const yes = answer === 'accept'
  return (
    <Dialog
      open={answer !== null}
      onClose={close}
      title={t(yes ? 'accept.title' : 'refuse.title', { name })}
      actions={
        <>
          <Button onClick={close}>{t('cancel')}</Button>
          <Button
            look={yes ? 'go' : 'bad'}
            busy={send.isPending}
            onClick={() => answer && send.mutate(answer)}
          >
            {t(yes ? 'accept.go' : 'refuse.go')}
          </Button>
        </>
      }
    >
      <ErrorSummary message={message} attempt={send.submittedAt} />
      {yes ? (
        <p>{t('accept.lead')}</p>
      ) : (
        <TextArea
          name="reason"
          label={t('refuse.reason')}
          hint={t('refuse.hint')}
          rows={4}
          maxLength={1000}
          error={message?.fields.reason}
          value={draft.reason}
          onChange={(event) => change({ reason: event.target.value })}
        />
      )}
    </Dialog>
  )
}
