import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import type { NextStep, Sale } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { useDraft } from '@/lib/useDraft'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { TextArea } from '@/ui/Field'
import { useToast } from '@/ui/Toast'

interface Chosen {
  sale: Sale
  step: NextStep
}

const longestNote = 200

/** Asks before the buyer is told. */
export function HandoverDialog({ chosen, onClose }: { chosen: Chosen | null; onClose(): void }) {
  const { t } = useTranslation('sales')
  const step = chosen?.step ?? 'ready'
  return (
    <Dialog
      open={chosen !== null}
      onClose={onClose}
      title={chosen ? t(`ask.${step}`, { number: chosen.sale.number }) : ''}
    >
      {chosen && <HandoverForm key={chosen.sale.id + step} {...chosen} onClose={onClose} />}
    </Dialog>
  )
}

function HandoverForm({ sale, step, onClose }: Chosen & { onClose(): void }) {
  const { t } = useTranslation('sales')
  const { association } = useWorkspace()
  const queries = useQueryClient()
  const intention = useIntention()
  const say = useToast()
  const [{ note }, change, done] = useDraft(`handover-${sale.id}-${step}`, { note: '' })
  const command = useCommand({
    mutationFn() {
      const body = { step, note }
      return ask(
        client.POST('/api/v1/associations/{association_id}/orders/{order_id}/handover', {
          params: { path: { association_id: association.id, order_id: sale.id } },
          body,
          headers: intention.headers(body),
        }),
      )
    },
    onSuccess() {
      intention.fulfilled()
      done()
      say(t(`said.${step}`, { number: sale.number }))
      onClose()
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: ['sales', association.id] }),
  })
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        command.mutate()
      }}
    >
      <ErrorSummary message={useProblem(command.error)} attempt={command.submittedAt} />
      <p>{t(`consequence.${step}`, { name: sale.contact?.name ?? '' })}</p>
      {step !== 'handed_over' && (
        <TextArea
          name="note"
          label={t('note')}
          hint={t(`noteHint.${step}`)}
          rows={2}
          maxLength={longestNote}
          value={note}
          onChange={({ target }) => change({ note: target.value.replaceAll('\n', ' ') })}
        />
      )}
      <div className="row row--wrap dialog__acts">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button type="submit" look="go" busy={command.isPending}>
          {t(`go.${step}`)}
        </Button>
      </div>
    </form>
  )
}
