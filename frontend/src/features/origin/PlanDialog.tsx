import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import type { Certificate, Inspection } from '@/api/originTypes'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { today } from '@/lib/moments'
import { refuse } from '@/lib/refuse'
import { Field, Pick } from '@/ui/Field'
import { useToast } from '@/ui/Toast'
import { ActDialog } from './ActDialog'
import { useAct } from './useAct'

interface Props {
  certificate: Certificate
  open: boolean
  onClose(): void
}

const kinds = ['internal_control', 'self_control', 'external_body'] as const

/** Plans that somebody looks. */
export function PlanDialog({ certificate, open, onClose }: Props) {
  const { t } = useTranslation('origin')
  const { association } = useWorkspace()
  const say = useToast()
  const [kind, setKind] = useState<Inspection['kind']>('internal_control')
  const [day, setDay] = useState(today)
  const [inspector, setInspector] = useState('')
  const close = () => {
    command.reset()
    onClose()
  }
  const command = useAct(
    certificate,
    association.id,
    async (_: undefined, headers) => {
      refuse({
        planned_for: (!day || day < today()) && t('plan.dayWrong'),
        inspector: kind === 'external_body' && !inspector.trim() && t('plan.bodyMissing'),
      })
      const body = { kind, planned_for: day, inspector: kind === 'external_body' ? inspector.trim() : '' }
      return ask(
        client.POST('/api/v1/associations/{association_id}/certificates/{certificate_id}/inspections', {
          params: { path: { association_id: association.id, certificate_id: certificate.id } },
          headers: headers(body),
          body,
        }),
      )
    },
    () => {
      say(t('plan.done'))
      close()
    },
  )
  return (
    <ActDialog
      open={open}
      onClose={close}
      title={t('plan.title')}
      go={t('plan.go')}
      command={command}
      onGo={() => command.mutate(undefined)}
    >
      {(wrong) => (
        <>
          <fieldset className="picks">
            <legend className="b">{t('plan.who')}</legend>
            {kinds.map((one) => (
              <Pick
                key={one}
                type="radio"
                name="kind"
                checked={kind === one}
                onChange={() => setKind(one)}
                title={t(`inspection.${one}`)}
                detail={t(`inspectionDetail.${one}`)}
              />
            ))}
          </fieldset>
          {kind === 'external_body' && (
            <Field
              name="inspector"
              label={t('plan.body')}
              hint={t('plan.bodyHint')}
              error={wrong.inspector}
              value={inspector}
              onChange={(event) => setInspector(event.target.value)}
            />
          )}
          <Field
            name="planned_for"
            type="date"
            label={t('plan.day')}
            min={today()}
            error={wrong.planned_for}
            value={day}
            onChange={(event) => setDay(event.target.value)}
          />
        </>
      )}
    </ActDialog>
  )
}
