import { useTranslation } from 'react-i18next'
import type { CertificateStep } from '@/api/originTypes'
import { unbroken } from '@/lib/unbroken'
import { useFormat } from '@/lib/useFormat'
import styles from './Page.module.css'

/** The certificate's book on a line: what was done, by whom, when and why. */
export function Steps({ steps }: { steps: CertificateStep[] }) {
  const { t } = useTranslation('origin')
  const format = useFormat()
  const outcome = (reason: string) =>
    reason === 'passed' || reason === 'findings' || reason === 'failed' ? t(`outcome.${reason}`) : reason
  return (
    <ol className="steps">
      {steps.map((step, place) => (
        <li key={step.id} className={place === steps.length - 1 ? 'now' : 'done'}>
          <b>
            {step.kind === 'granted'
              ? t('steps.kind.granted', {
                  count: step.units ?? 0,
                  number: format.count(step.units ?? 0),
                  lot: unbroken(step.lot_code),
                })
              : t(`steps.kind.${step.kind}`)}
          </b>
          <br />
          <span className="small soft">
            {[step.by ?? t('steps.somebody'), step.helped && t('steps.helped'), format.when(step.at)]
              .filter(Boolean)
              .join(' · ')}
          </span>
          {step.reason && <p className={`small ${styles.prose}`}>{outcome(step.reason)}</p>}
        </li>
      ))}
    </ol>
  )
}
