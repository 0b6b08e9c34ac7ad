import { useTranslation } from 'react-i18next'
import type { VotersApplication } from '@/api/memberTypes'
import { comunaName } from '@/lib/comunas'
import { Notice } from '@/ui/Notice'
import { Who } from '@/ui/Who'
import styles from './Page.module.css'

/** Who asks to be let in, and what she answered. */
export function Applicant({ application: { producer, answers, state } }: { application: VotersApplication }) {
  const { t } = useTranslation('decisions')
  return (
    <>
      <div className="row row--3 row--top">
        <Who large>{producer.initials}</Who>
        <p className="grow">
          <b>{producer.name}</b>
          <br />
          <span className="small soft">
            {[producer.locality, comunaName(producer.comuna)].filter(Boolean).join(', ')}
          </span>
        </p>
      </div>
      {producer.story && <p className={styles.prose}>{producer.story}</p>}
      {answers.length > 0 && (
        <dl className={styles.list}>
          {answers.map(({ question, answer }) => (
            <div key={question} className={styles.row}>
              <dt className="small soft">{question}</dt>
              <dd className={styles.prose}>{answer || t('subject.noAnswer')}</dd>
            </div>
          ))}
        </dl>
      )}
      {(state === 'withdrawn' || state === 'superseded') && <Notice>{t(`subject.${state}`)}</Notice>}
    </>
  )
}
