import { useTranslation } from 'react-i18next'
import { comunaName } from '@/lib/comunas'
import { Button } from '@/ui/Button'
import { Notice } from '@/ui/Notice'
import { Title } from '@/ui/Title'
import styles from './FoundingReview.module.css'
import { answerOf, type Founding, type Question } from './founding'
import { StatutesText } from './StatutesText'

interface Props {
  draft: Founding
  producer: string
  errors: Record<string, string>
  questions: Question[]
  onChange(question: Question): void
}

/** All answers once more, each with a way back to its question. */
export function FoundingReview({ draft, producer, errors, questions, onChange }: Props) {
  const { t } = useTranslation('coops')
  const said: Record<keyof Founding, string> = {
    producer_id: producer,
    kind: draft.kind ? t(`kind.${draft.kind as 'cooperative'}`) : '',
    name: draft.name,
    purpose: draft.purpose,
    comuna: comunaName(draft.comuna),
    statutes_text: draft.statutes_text,
  }
  return (
    <>
      <div className="stack stack--2">
        <Title>{t('founding.review')}</Title>
        <p className="soft">{t('founding.reviewLead')}</p>
      </div>
      <dl className={styles.answers}>
        {questions.flatMap((question) => {
          const field = answerOf(question)
          if (!field) return []
          return (
            <div key={field} className={styles.answer}>
              <dt className="small soft">{t(`founding.field.${field}`)}</dt>
              <dd>
                {field === 'statutes_text' ? (
                  <details>
                    <summary className={styles.open}>{t('founding.readStatutes')}</summary>
                    <StatutesText text={said[field]} />
                  </details>
                ) : (
                  said[field]
                )}
                {errors[field] && <p className="field__err">{errors[field]}</p>}
              </dd>
              <dd className={styles.change}>
                <Button
                  id={field}
                  small
                  look="plain"
                  aria-label={t('founding.changeOne', { field: t(`founding.field.${field}`) })}
                  onClick={() => onChange(question)}
                >
                  {t('founding.change')}
                </Button>
              </dd>
            </div>
          )
        })}
      </dl>
      <Notice icon="hand">{t('founding.sign')}</Notice>
    </>
  )
}
