import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import type { useAct } from './useAct'

interface Props {
  open: boolean
  onClose(): void
  title: string
  /** The word on the button that does it; `bad` for what can't be had back. */
  go: ReactNode
  look?: 'go' | 'bad'
  command: Pick<ReturnType<typeof useAct>, 'error' | 'isPending' | 'submittedAt'>
  onGo(): void
  /** What is asked, given what was wrong with each field. */
  children(wrong: Record<string, string | undefined>): ReactNode
}

/** Asks for what an act on a certificate needs, sends it, and tells beside each field why it was refused. */
export function ActDialog({ open, onClose, title, go, look = 'go', command, onGo, children }: Props) {
  const { t } = useTranslation('origin')
  const message = useProblem(command.error)
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look={look} busy={command.isPending} onClick={onGo}>
            {go}
          </Button>
        </>
      }
    >
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          onGo()
        }}
      >
        <ErrorSummary message={message} attempt={command.submittedAt} />
        {children(message?.fields ?? {})}
      </form>
    </Dialog>
  )
}
