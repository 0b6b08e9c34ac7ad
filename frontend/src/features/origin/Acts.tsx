import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Certificate } from '@/api/originTypes'
import { Button } from '@/ui/Button'
import { IssueDialog } from './IssueDialog'
import styles from './Page.module.css'
import { type Act, ReasonDialog } from './ReasonDialog'

const acts: { act: Act; operation: string; bad?: boolean }[] = [
  { act: 'reinstate', operation: 'origin_reinstate' },
  { act: 'suspend', operation: 'origin_suspend' },
  { act: 'revoke', operation: 'origin_revoke', bad: true },
  { act: 'refuse', operation: 'origin_refuse' },
  { act: 'withdraw', operation: 'origin_withdrawApplication' },
]

/** What the reader may do with the certificate as a whole. */
export function Acts({ certificate }: { certificate: Certificate }) {
  const { t } = useTranslation('origin')
  const [asked, setAsked] = useState<Act | 'issue' | null>(null)
  const { can } = certificate
  const issues = can.includes('origin_issue')
  const others = acts.filter(({ operation }) => can.includes(operation))
  if (!issues && others.length === 0) return null
  return (
    <div className={styles.acts}>
      {issues && (
        <Button
          look={certificate.hindered.length > 0 ? undefined : 'go'}
          aria-disabled={certificate.hindered.length > 0}
          onClick={() => setAsked('issue')}
        >
          {t('act.issue')}
        </Button>
      )}
      {others.map(({ act, bad }) => (
        <Button key={act} look={bad ? 'bad' : undefined} onClick={() => setAsked(act)}>
          {t(`act.${act}`)}
        </Button>
      ))}
      <IssueDialog certificate={certificate} open={asked === 'issue'} onClose={() => setAsked(null)} />
      <ReasonDialog
        certificate={certificate}
        act={asked === 'issue' ? null : asked}
        onClose={() => setAsked(null)}
      />
    </div>
  )
}
