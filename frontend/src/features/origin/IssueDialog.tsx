import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import type { Certificate } from '@/api/originTypes'
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

type Assessor = Certificate['assessors'][number]

/** A year from today, on the day before. */
function inAYear(): string {
  const [year = '', month = '', day = ''] = today().split('-')
  return new Date(Date.UTC(Number(year) + 1, Number(month) - 1, Number(day) - 1)).toISOString().slice(0, 10)
}

/** Issues a certificate: who looked, until when, and for how many units. */
export function IssueDialog({ certificate, open, onClose }: Props) {
  const { t } = useTranslation('origin')
  const { association } = useWorkspace()
  const say = useToast()
  // A body from outside has passed it, and is called what its inspection calls it.
  const outside = certificate.inspections
    .filter(({ kind, outcome }) => kind === 'external_body' && outcome === 'passed')
    .sort((one, other) => (one.done_on ?? '').localeCompare(other.done_on ?? ''))
    .at(-1)
  const { assessors } = certificate
  const [chosen, setChosen] = useState<Assessor | null>(null)
  const assessor = chosen ?? assessors[0] ?? 'self'
  const [last, setLast] = useState(inAYear)
  const [cap, setCap] = useState('')
  const close = () => {
    command.reset()
    onClose()
  }
  const command = useAct(
    certificate,
    association.id,
    async (_: undefined, headers) => {
      const units = Number(cap)
      refuse({
        last_day: !last ? t('issue.lastMissing') : last < today() && t('issue.lastPast'),
        cap:
          cap !== '' && !(Number.isInteger(units) && units >= 1 && units <= 1_000_000) && t('issue.capWrong'),
      })
      const body = {
        assessor,
        last_day: last,
        cap: cap === '' ? null : units,
        reason: '',
      }
      return ask(
        client.POST('/api/v1/associations/{association_id}/certificates/{certificate_id}/issue', {
          params: { path: { association_id: association.id, certificate_id: certificate.id } },
          headers: headers(body),
          body,
        }),
      )
    },
    () => {
      say(t('issue.done'))
      close()
    },
  )
  return (
    <ActDialog
      open={open}
      onClose={close}
      title={t('issue.title', { name: certificate.product_name })}
      go={t('issue.go')}
      command={command}
      onGo={() => command.mutate(undefined)}
    >
      {(wrong) => (
        <>
          <fieldset className="picks">
            <legend className="b">{t('issue.who')}</legend>
            {assessors.map((one) => (
              <Pick
                key={one}
                type="radio"
                name="assessor"
                checked={assessor === one}
                onChange={() => setChosen(one)}
                title={t(`issue.assessor.${one}`)}
                detail={t(`issue.assessorDetail.${one}`, { name: outside?.inspector ?? '' })}
              />
            ))}
          </fieldset>
          <Field
            name="last_day"
            type="date"
            label={t('issue.last')}
            min={today()}
            error={wrong.last_day}
            value={last}
            onChange={(event) => setLast(event.target.value)}
          />
          <Field
            name="cap"
            inputMode="numeric"
            label={t('issue.cap')}
            hint={t('issue.capHint')}
            error={wrong.cap}
            value={cap}
            onChange={(event) => setCap(event.target.value.trim())}
          />
        </>
      )}
    </ActDialog>
  )
}
