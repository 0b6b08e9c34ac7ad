import { useTranslation } from 'react-i18next'
import styles from './Joining.module.css'

interface Props {
  answers: { question: string; answer: string }[]
}

/** What the association asked, and what was answered. */
export function Answers({ answers }: Props) {
  const { t } = useTranslation('joining')
  if (answers.length === 0) return <p className="soft">{t('answers.none')}</p>
  return (
    <dl className={styles.answers}>
      {answers.map(({ question, answer }) => (
        <div key={question}>
          <dt className="small soft">{question}</dt>
          <dd>{answer || <span className="soft">{t('answers.empty')}</span>}</dd>
        </div>
      ))}
    </dl>
  )
}
