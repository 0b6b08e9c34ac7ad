import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import type { Certificate, Finding } from '@/api/originTypes'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { refuse } from '@/lib/refuse'
import { TextArea } from '@/ui/Field'
import { useToast } from '@/ui/Toast'
import { ActDialog } from './ActDialog'
import { useAct } from './useAct'

interface Props {
  certificate: Certificate
  /** What was put right; null while nothing is asked. */
  finding: Finding | null
  onClose(): void
}

/** Says how something that an inspection found was put right. */
export function CorrectDialog({ certificate, finding, onClose }: Props) {
  const { t } = useTranslation('origin')
  const { association } = useWorkspace()
  const say = useToast()
  const [correction, setCorrection] = useState('')
  const close = () => {
    command.reset()
    setCorrection('')
    onClose()
  }
  const command = useAct(
    certificate,
    association.id,
    async (which: Finding) => {
      refuse({ correction: !correction.trim() && t('correct.missing') })
      return ask(
        client.POST(
          '/api/v1/associations/{association_id}/certificates/{certificate_id}/findings/{finding_id}/correct',
          {
            params: {
              path: { association_id: association.id, certificate_id: certificate.id, finding_id: which.id },
            },
            body: { correction: correction.trim() },
          },
        ),
      )
    },
    () => {
      say(t('correct.done'))
      close()
    },
  )
  return (
    <ActDialog
      open={finding !== null}
      onClose={close}
      title={t('correct.title')}
      go={t('correct.go')}
      command={command}
      onGo={() => finding && command.mutate(finding)}
    >
      {(wrong) => (
        <>
          <p>«{finding?.text}»</p>
          <TextArea
            name="correction"
            label={t('correct.how')}
            hint={t('correct.hint')}
            rows={3}
            maxLength={500}
            error={wrong.correction}
            value={correction}
            onChange={(event) => setCorrection(event.target.value)}
          />
        </>
      )}
    </ActDialog>
  )
}
