import { useTranslation } from 'react-i18next'
import type { Proposal } from '@/api/memberTypes'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { useFormat } from '@/lib/useFormat'
import { Icon } from '@/ui/Icon'
import { Notice } from '@/ui/Notice'
import { Applicant } from './Applicant'
import styles from './Page.module.css'
import { ruleWords } from './rules'

/** What changes if it is accepted: read off before anybody votes. */
export function Subject({ proposal }: { proposal: Proposal }) {
  const { t } = useTranslation('decisions')
  const format = useFormat()
  const { association } = useWorkspace()
  const { subject, kind } = proposal
  const pending = proposal.status === 'debate' || proposal.status === 'open'
  const from = proposal.effective_from
  if (kind === 'free_text') {
    return null
  }
  return (
    <section aria-labelledby="subject" className="stack">
      <h2 className="name h3" id="subject">
        {t(pending ? 'subject.title' : 'subject.titleDone')}
      </h2>
      {kind === 'elect' && subject.role && (
        <>
          <p>{t('subject.elect', { role: t(`role.${subject.role}`), count: subject.seats ?? 1 })}</p>
          <ul className={styles.list}>
            {subject.candidates?.map((candidate) => (
              <li key={candidate.id} className={styles.row}>
                <b>{candidate.name}</b>
                <span className="small soft">{format.list(candidate.producers)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {kind === 'admit_member' && subject.application && <Applicant application={subject.application} />}
      {kind === 'exclude_member' && <p>{t('subject.exclude', { member: subject.member })}</p>}
      {kind === 'dissolve' && <p>{t('subject.dissolve')}</p>}
      {kind === 'adopt_statutes' && subject.document && (
        <p>
          <a
            className="btn"
            href={`/api/v1/associations/${association.id}/statutes-documents/${subject.document.id}`}
            download
          >
            <Icon name="download" /> {t('subject.file', { count: subject.document.pages })}
          </a>
        </p>
      )}
      {kind === 'adopt_statutes' && subject.review_on && (
        <p className="small soft">{t('subject.review', { day: format.day(subject.review_on) })}</p>
      )}
      {kind === 'adopt_statutes' && !subject.document && (
        <details>
          <summary>{t('subject.statutes')}</summary>
          <p className={styles.prose}>{subject.statutes_text}</p>
        </details>
      )}
      {kind === 'change_rule' && <RuleChange proposal={proposal} />}
      {pending && (
        <Notice>{from ? t('subject.from', { day: format.onWhen(from) }) : t('subject.atOnce')}</Notice>
      )}
    </section>
  )
}

function RuleChange({ proposal }: { proposal: Proposal }) {
  const { t } = useTranslation('decisions')
  const words = ruleWords(t, proposal.subject)
  return (
    <dl className="stack">
      <div>
        <dt className="small soft">{t('subject.now')}</dt>
        <dd>{words.now}</dd>
      </div>
      <div>
        <dt className="small soft">{t('subject.then')}</dt>
        <dd>
          <b>{words.proposed}</b>
        </dd>
      </div>
    </dl>
  )
}
