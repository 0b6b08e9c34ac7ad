import { useTranslation } from 'react-i18next'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { useToast } from '@/ui/Toast'
import { type Question, useRefuse } from './useAnswers'

interface Props {
  /** What is refused; null while nothing is. */
  question: (Question & { by: string }) | null
  onClose(): void
  onDone?(): void
}

/** «No, gracias», once more and with what follows from it. */
export function RefuseDialog({ question, onClose, onDone }: Props) {
  const { t } = useTranslation('coops')
  const say = useToast()
  const leave = () => {
    onClose()
    onDone?.()
  }
  const refuse = useRefuse({
    onDone() {
      say(t('refuse.done'))
      leave()
    },
    onWaits: leave,
  })
  const close = () => {
    refuse.reset()
    onClose()
  }
  const values = { by: question?.by ?? '', name: question?.name ?? '' }
  return (
    <Dialog
      open={question !== null}
      onClose={close}
      title={t('refuse.title')}
      actions={
        <>
          <Button onClick={close}>{t('refuse.back')}</Button>
          <Button look="bad" busy={refuse.isPending} onClick={() => question && refuse.mutate(question)}>
            {t('refuse.go')}
          </Button>
        </>
      }
    >
      <ErrorSummary message={useProblem(refuse.error)} attempt={refuse.submittedAt} />
      <p>
        {question?.kind === 'answer_mandate' ? t('refuse.mandate', values) : t('refuse.invitation', values)}
      </p>
    </Dialog>
  )
}
