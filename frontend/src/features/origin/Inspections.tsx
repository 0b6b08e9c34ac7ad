import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Certificate, Finding, Inspection } from '@/api/originTypes'
import { useFormat } from '@/lib/useFormat'
import { Button } from '@/ui/Button'
import { CorrectDialog } from './CorrectDialog'
import styles from './Page.module.css'
import { PlanDialog } from './PlanDialog'
import { ResultDialog } from './ResultDialog'

/** Who looks and when, what was found, and how it was put right. */
export function Inspections({ certificate }: { certificate: Certificate }) {
  const { t } = useTranslation('origin')
  const [planning, setPlanning] = useState(false)
  const [done, setDone] = useState<Inspection | null>(null)
  const [corrected, setCorrected] = useState<Finding | null>(null)
  const { can, inspections } = certificate
  const plans = can.includes('origin_planInspection')
  const first = certificate.status === 'applied' && inspections.length === 0
  return (
    <section className="stack stack--2" aria-labelledby="inspections">
      <div className="row row--apart row--wrap">
        <h2 className="name h3" id="inspections">
          {t('inspections.title')}
        </h2>
        {plans && (
          <Button
            small={!first}
            look={first ? 'go' : undefined}
            icon="plus"
            onClick={() => setPlanning(true)}
          >
            {t('inspections.plan')}
          </Button>
        )}
      </div>
      {inspections.length === 0 && <p className="soft">{t('inspections.none')}</p>}
      <ul>
        {inspections.map((inspection) => (
          <li key={inspection.id} className={styles.line}>
            <span className="row row--apart row--wrap">
              <span>
                <b>{t(`inspection.${inspection.kind}`)}</b>
                {inspection.inspector && <span className="soft"> · {inspection.inspector}</span>}
                <br />
                <Done inspection={inspection} />
              </span>
              {inspection.may_record && (
                <Button small onClick={() => setDone(inspection)}>
                  {t('inspections.record')}
                </Button>
              )}
            </span>
            {inspection.report && <p className={`small ${styles.prose}`}>{inspection.report}</p>}
            {inspection.findings.map((finding) => (
              <Found
                key={finding.id}
                finding={finding}
                onCorrect={finding.may_correct ? () => setCorrected(finding) : undefined}
              />
            ))}
          </li>
        ))}
      </ul>
      <PlanDialog certificate={certificate} open={planning} onClose={() => setPlanning(false)} />
      <ResultDialog certificate={certificate} inspection={done} onClose={() => setDone(null)} />
      <CorrectDialog certificate={certificate} finding={corrected} onClose={() => setCorrected(null)} />
    </section>
  )
}

function Done({ inspection }: { inspection: Inspection }) {
  const { t } = useTranslation('origin')
  const format = useFormat()
  if (!inspection.outcome) {
    return (
      <span className="small act">
        {t('inspections.planned', { day: format.onDay(inspection.planned_for) })}
      </span>
    )
  }
  const look = { passed: 'good b', findings: 'act b', failed: 'bad b' }[inspection.outcome]
  return (
    <span className="small">
      <span className={look}>{t(`outcome.${inspection.outcome}`)}</span>
      {inspection.done_on && <span className="soft"> · {format.day(inspection.done_on)}</span>}
    </span>
  )
}

function Found({ finding, onCorrect }: { finding: Finding; onCorrect?: () => void }) {
  const { t } = useTranslation('origin')
  const format = useFormat()
  return (
    <div className={styles.found} data-open={!finding.corrected_at}>
      <p>
        <b>{t(`severity.${finding.severity}`)}:</b> {finding.text}
      </p>
      {finding.corrected_at ? (
        <p className="small">
          <span className="good b">{t('finding.corrected')}</span> {finding.correction}{' '}
          <span className="soft">· {format.day(finding.corrected_at)}</span>
        </p>
      ) : (
        <>
          <p className="small act">
            {finding.due_on ? t('finding.until', { day: format.onDay(finding.due_on) }) : t('finding.open')}
          </p>
          {onCorrect && (
            <div>
              <Button small onClick={onCorrect}>
                {t('finding.correct')}
              </Button>
            </div>
          )}
        </>
      )}
    </div>
  )
}
