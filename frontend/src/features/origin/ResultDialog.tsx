import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import type { Certificate, Finding, Inspection } from '@/api/originTypes'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { today } from '@/lib/moments'
import { refuse } from '@/lib/refuse'
import { Button } from '@/ui/Button'
import { Field, Pick, Select, TextArea } from '@/ui/Field'
import { useToast } from '@/ui/Toast'
import { ActDialog } from './ActDialog'
import styles from './Page.module.css'
import { useAct } from './useAct'

interface Props {
  certificate: Certificate
  /** What was done; null while nothing is asked. */
  inspection: Inspection | null
  onClose(): void
}

interface Found {
  id: number
  severity: Finding['severity']
  text: string
  due_on: string
}

const outcomes = ['passed', 'findings', 'failed'] as const
const severities = ['minor', 'major', 'critical'] as const
const mostFindings = 30

/** Writes down what came of an inspection, and what is to be put right. */
export function ResultDialog({ certificate, inspection, onClose }: Props) {
  const { t } = useTranslation('origin')
  const { association } = useWorkspace()
  const say = useToast()
  const [outcome, setOutcome] = useState<(typeof outcomes)[number]>('passed')
  const [day, setDay] = useState(today)
  const [report, setReport] = useState('')
  const [found, setFound] = useState<Found[]>([])
  const [count, setCount] = useState(1)
  const asked = outcome === 'findings'
  const blank = (id: number): Found => ({ id, severity: 'minor', text: '', due_on: '' })
  const rows = found.length > 0 ? found : [blank(0)]
  const change = (id: number, changed: Partial<Found>) =>
    setFound(rows.map((row) => (row.id === id ? { ...row, ...changed } : row)))
  const close = () => {
    command.reset()
    setFound([])
    setReport('')
    setOutcome('passed')
    onClose()
  }
  const command = useAct(
    certificate,
    association.id,
    async (which: Inspection) => {
      const wrong: Record<string, string | false> = {
        done_on: (!day || day > today()) && t('result.dayWrong'),
      }
      for (const row of asked ? rows : []) {
        wrong[`text-${row.id}`] = !row.text.trim() && t('result.textMissing')
        wrong[`due-${row.id}`] = row.severity === 'major' && !row.due_on && t('result.dueMissing')
      }
      refuse(wrong)
      return ask(
        client.POST(
          '/api/v1/associations/{association_id}/certificates/{certificate_id}/inspections/{inspection_id}/result',
          {
            params: {
              path: {
                association_id: association.id,
                certificate_id: certificate.id,
                inspection_id: which.id,
              },
            },
            body: {
              done_on: day,
              outcome,
              report: report.trim(),
              findings: asked
                ? rows.map(({ severity, text, due_on }) => ({
                    severity,
                    text: text.trim(),
                    due_on: due_on || null,
                  }))
                : [],
            },
          },
        ),
      )
    },
    () => {
      say(t('result.done'))
      close()
    },
  )
  return (
    <ActDialog
      open={inspection !== null}
      onClose={close}
      title={inspection ? t('result.title', { kind: t(`inspection.${inspection.kind}`) }) : ''}
      go={t('result.go')}
      command={command}
      onGo={() => inspection && command.mutate(inspection)}
    >
      {(wrong) => (
        <>
          <Field
            name="done_on"
            type="date"
            label={t('result.day')}
            max={today()}
            error={wrong.done_on}
            value={day}
            onChange={(event) => setDay(event.target.value)}
          />
          <fieldset className="picks">
            <legend className="b">{t('result.outcome')}</legend>
            {outcomes.map((one) => (
              <Pick
                key={one}
                type="radio"
                name="outcome"
                checked={outcome === one}
                onChange={() => setOutcome(one)}
                title={t(`outcome.${one}`)}
                detail={t(`outcomeDetail.${one}`)}
              />
            ))}
          </fieldset>
          {asked &&
            rows.map((row, place) => (
              <fieldset key={row.id} className={`stack ${styles.found}`}>
                <legend className="b">{t('result.finding', { number: place + 1 })}</legend>
                <TextArea
                  name={`text-${row.id}`}
                  label={t('result.text')}
                  rows={2}
                  maxLength={500}
                  error={wrong[`text-${row.id}`]}
                  value={row.text}
                  onChange={(event) => change(row.id, { text: event.target.value })}
                />
                <div className={styles.pair}>
                  <Select
                    name={`severity-${row.id}`}
                    label={t('result.severity')}
                    value={row.severity}
                    onChange={(event) =>
                      change(row.id, { severity: event.target.value as Finding['severity'] })
                    }
                  >
                    {severities.map((severity) => (
                      <option key={severity} value={severity}>
                        {t(`severity.${severity}`)}
                      </option>
                    ))}
                  </Select>
                  <Field
                    name={`due-${row.id}`}
                    type="date"
                    label={t('result.due')}
                    min={day}
                    error={wrong[`due-${row.id}`]}
                    value={row.due_on}
                    onChange={(event) => change(row.id, { due_on: event.target.value })}
                  />
                </div>
              </fieldset>
            ))}
          {asked && rows.length < mostFindings && (
            <div>
              <Button
                small
                icon="plus"
                onClick={() => {
                  setFound([...rows, blank(count)])
                  setCount(count + 1)
                }}
              >
                {t('result.another')}
              </Button>
            </div>
          )}
          <TextArea
            name="report"
            label={t('result.report')}
            rows={3}
            maxLength={4000}
            error={wrong.report}
            value={report}
            onChange={(event) => setReport(event.target.value)}
          />
        </>
      )}
    </ActDialog>
  )
}
