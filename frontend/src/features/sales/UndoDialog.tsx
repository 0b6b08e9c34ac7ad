import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import type { NextStep, Sale } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { useToast } from '@/ui/Toast'

interface Props {
  sale: Sale | null
  onClose(): void
}

/** Takes back the last step of an order: somebody pressed wrongly. */
export function UndoDialog({ sale, onClose }: Props) {
  const { t } = useTranslation('sales')
  return (
    <Dialog open={sale !== null} onClose={onClose} title={sale ? t('undo.ask', { number: sale.number }) : ''}>
      {sale?.undo && <UndoForm sale={sale} step={sale.undo} onClose={onClose} />}
    </Dialog>
  )
}

function UndoForm({ sale, step, onClose }: { sale: Sale; step: NextStep; onClose(): void }) {
  const { t } = useTranslation('sales')
  const { association } = useWorkspace()
  const queries = useQueryClient()
  const intention = useIntention()
  const say = useToast()
  const undo = useCommand({
    mutationFn() {
      const body = { step }
      return ask(
        client.POST('/api/v1/associations/{association_id}/orders/{order_id}/handover/undo', {
          params: { path: { association_id: association.id, order_id: sale.id } },
          body,
          headers: intention.headers({ order: sale.id, taken: sale.steps.at(-1)?.taken_at, ...body }),
        }),
      )
    },
    onSuccess() {
      intention.fulfilled()
      say(t('undo.said', { number: sale.number }))
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
        undo.mutate()
      }}
    >
      <ErrorSummary message={useProblem(undo.error)} attempt={undo.submittedAt} />
      <p>{t(`undo.consequence.${step}`, { name: sale.contact?.name ?? '' })}</p>
      <div className="row row--wrap dialog__acts">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button type="submit" look="go" busy={undo.isPending}>
          {t('undo.go')}
        </Button>
      </div>
    </form>
  )
}
