import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '@/api/useCommand'
import { refuse } from '@/lib/refuse'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { TextArea } from '@/ui/Field'

interface Props {
  open: boolean
  onClose(): void
  /** The question, naming what will happen. */
  title: string
  children?: ReactNode
  /** On the button that does it. */
  act: string
  run(reason: string): Promise<unknown>
  onDone(): void
}

/** Asks why before something is done that goes on record. */
export function ReasonDialog({ open, onClose, title, children, act, run, onDone }: Props) {
  const { t } = useTranslation('stewards')
  const [reason, setReason] = useState('')
  const command = useCommand({
    mutationFn: async () => {
      refuse({ reason: !reason.trim() && t('reason.missing') })
      await run(reason.trim())
    },
    onSuccess() {
      setReason('')
      onDone()
    },
  })
  const message = useProblem(command.error)
  const close = () => {
    command.reset()
    onClose()
  }
  return (
    <Dialog
      open={open}
      onClose={close}
      title={title}
      actions={
        <>
          <Button onClick={close}>{t('cancel')}</Button>
          <Button look="bad" busy={command.isPending} onClick={() => command.mutate()}>
            {act}
          </Button>
        </>
      }
    >
      {children}
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          command.mutate()
        }}
      >
        <ErrorSummary message={message} attempt={command.submittedAt} />
        <TextArea
          name="reason"
          label={t('reason.label')}
          hint={t('reason.hint')}
          error={message?.fields.reason}
          value={reason}
          rows={3}
          maxLength={500}
          onChange={(event) => setReason(event.target.value)}
        />
      </form>
    </Dialog>
  )
}
