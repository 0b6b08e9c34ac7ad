import { useTranslation } from 'react-i18next'
import type { HowToJoin } from '@/api/memberTypes'
import type { AssociationPublic } from '@/api/types'
import { Button } from '@/ui/Button'
import { Pick } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { Title } from '@/ui/Title'
import { type Applying, answerTo, questionOf, type Step } from './applying'
import styles from './Joining.module.css'

interface Props {
  association: AssociationPublic
  join: HowToJoin
  draft: Applying
  producer: string
  errors: Record<string, string>
  steps: Step[]
  onChange(step: Step): void
  accepts: boolean
  onAccept(accepts: boolean): void
}

/** All of it once more, who will read it, and the yes to the rules. */
export function ApplyReview({
  association,
  join,
  draft,
  producer,
  errors,
  steps,
  onChange,
  accepts,
  onAccept,
}: Props) {
  const { t } = useTranslation('joining')
  const rows = steps
    .filter((step) => step !== 'revisar')
    .map((step) => {
      const question = questionOf(join, step)
      return {
        step,
        asked: question?.text ?? t('apply.whoShort'),
        said: question ? answerTo(draft, question.text) || t('answers.empty') : producer,
        error: question && errors[`answers.${join.questions.indexOf(question)}.answer`],
      }
    })
  return (
    <>
      <div className="stack stack--2">
        <Title key="revisar">{t('apply.title', { name: association.name })}</Title>
        <p className="soft">
          {t('apply.for', { producer })} {join.admission === 'vote' ? t('apply.byVote') : t('apply.byBoard')}
        </p>
      </div>
      {rows.length > 0 && (
        <dl className={`${styles.answers} ${styles.review}`}>
          {rows.map(({ step, asked, said, error }) => (
            <div key={step}>
              <dt className="small soft">{asked}</dt>
              <dd>
                {said}
                {error && <p className="field__err">{error}</p>}
              </dd>
              <dd>
                <Button
                  small
                  look="plain"
                  aria-label={t('apply.changeOne', { asked })}
                  onClick={() => onChange(step)}
                >
                  {t('apply.change')}
                </Button>
              </dd>
            </div>
          ))}
        </dl>
      )}
      <Notice icon="lock">
        {join.admission === 'vote' ? t('apply.readByVoters') : t('apply.readByBoard')}
      </Notice>
      <div>
        <Pick
          id="accepts_rules"
          name="accepts_rules"
          checked={accepts}
          onChange={(event) => onAccept(event.target.checked)}
          title={t('apply.rules')}
          detail={t('apply.rulesDetail')}
        />
        {errors.accepts_rules && <p className="field__err">{errors.accepts_rules}</p>}
      </div>
    </>
  )
}
