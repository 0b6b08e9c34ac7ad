import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { VotingRules } from '@/api/memberTypes'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { momentOf } from '@/lib/moments'
import { useFormat } from '@/lib/useFormat'
import { Button } from '@/ui/Button'
import { Notice } from '@/ui/Notice'
import { Title } from '@/ui/Title'
import { applicantsQuery } from './api'
import { chosenCandidates, type Deciding, type Question } from './deciding'
import styles from './Page.module.css'
import { divisionWords, termsWords } from './rules'

interface Props {
  draft: Deciding
  questions: Question[]
  rules: VotingRules
  onChange(question: Question): void
}

/** All of it once more before the members are told. */
export function DecidingReview({ draft, questions, rules, onChange }: Props) {
  const { t } = useTranslation('decisions')
  const detail = useDetail(draft)
  const format = useFormat()
  const at = (typed: string) => {
    const moment = momentOf(typed)
    return moment ? format.when(moment) : ''
  }
  const said: Partial<Record<Question, string[]>> = {
    que: [draft.kind && t(`kind.${draft.kind as 'free_text'}`)],
    detalle: detail,
    titulo: [draft.title, draft.text],
    cuando: [
      t('new.said.opens', { when: at(draft.opens) || t('new.now') }),
      t('new.said.closes', { when: at(draft.closes) }),
      at(draft.second) && t('new.said.second', { when: at(draft.second) }),
      at(draft.effective) && t('new.said.effective', { when: at(draft.effective) }),
    ],
  }
  const terms = rules.terms.find(({ kind }) => kind === draft.kind)
  return (
    <>
      <Title>{t('new.ask.revisar')}</Title>
      <dl className={styles.list}>
        {questions
          .filter((question) => question !== 'revisar')
          .map((question) => (
            <div key={question} className={styles.row}>
              <dt className="small soft">{t(`new.ask.${question}`)}</dt>
              <dd>
                {said[question]?.filter(Boolean).map((line) => (
                  <p key={line} className={styles.prose}>
                    {line}
                  </p>
                ))}
              </dd>
              <dd>
                <Button
                  small
                  look="plain"
                  aria-label={`${t('new.change')}: ${t(`new.ask.${question}`)}`}
                  onClick={() => onChange(question)}
                >
                  {t('new.change')}
                </Button>
              </dd>
            </div>
          ))}
      </dl>
      {terms && <Notice>{termsWords(t, terms)}</Notice>}
    </>
  )
}

function useDetail(draft: Deciding): string[] {
  const { t } = useTranslation('decisions')
  const { association } = useWorkspace()
  const applicants = useQuery({
    ...applicantsQuery(association.id),
    enabled: draft.kind === 'admit_member',
  }).data
  switch (draft.kind) {
    case 'exclude_member':
      return [draft.member_name]
    case 'admit_member':
      return [applicants?.find(({ id }) => id === draft.application_id)?.producer.name ?? '']
    case 'elect':
      return [
        draft.role &&
          t('subject.elect', { role: t(`role.${draft.role as 'president'}`), count: draft.seats }),
        ...chosenCandidates(draft).map(({ name }) => name),
      ]
    case 'adopt_statutes':
      return [draft.statutes_as === 'text' ? draft.statutes_text : draft.document_said]
    case 'change_rule':
      if (draft.rule === 'catalog.allocation') return [divisionWords(t, draft.division)]
      return draft.rule === 'decisions.terms'
        ? [
            t(`kind.${draft.terms_kind as 'free_text'}`),
            termsWords(t, {
              quorum_first: draft.quorum_first,
              quorum_second: draft.quorum_second,
              majority: draft.majority as 'simple',
            }),
          ]
        : [t('rule.proxies', { count: draft.proxies })]
    default:
      return []
  }
}
