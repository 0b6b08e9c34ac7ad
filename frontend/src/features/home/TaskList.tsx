import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/lib/useFormat'
import { ButtonLink } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import styles from './TaskList.module.css'
import type { HomeTask } from './types'
import { taskWords } from './words'

interface Props {
  tasks: HomeTask[]
  /** The association around the page: its name need not be said again. */
  associationId?: string
  /** Buttons that answer here; null where the task's own button leads to its place. */
  answer(task: HomeTask, main: boolean, label: string): ReactNode
}

/** What needs the person, each with the button that does it. The first one carries the screen's main action. */
export function TaskList({ tasks, associationId, answer }: Props) {
  const { t } = useTranslation('home')
  if (tasks.length === 0) return <p className={`soft ${styles.none}`}>{t('nothing')}</p>
  return (
    <ul>
      {tasks.map((task, index) => (
        <Row key={task.id} task={task} main={index === 0} associationId={associationId} answer={answer} />
      ))}
    </ul>
  )
}

function Row({
  task,
  main,
  associationId,
  answer,
}: { task: HomeTask; main: boolean } & Pick<Props, 'answer' | 'associationId'>) {
  const { t } = useTranslation('home')
  const format = useFormat()
  const { icon, title, detail, go, to } = taskWords(task, t, format)
  const elsewhere = task.association?.id && task.association.id !== associationId
  const look = main ? 'go' : undefined
  return (
    <li className={styles.task}>
      <span className="row row--3 row--top">
        <span className={`who who--lg ${styles.mark}`} aria-hidden="true">
          <Icon name={icon} />
        </span>
        <p className="grow">
          {elsewhere && (
            <>
              <span className="small brand">{task.association?.name}</span>
              <br />
            </>
          )}
          <b id={`task-${task.id}`}>{title}</b>
          <br />
          <span className="small soft">{detail}</span>
        </p>
      </span>
      <div className={styles.acts}>
        {answer(task, main, go) ??
          (to && (
            <ButtonLink to={to} look={look} aria-describedby={`task-${task.id}`}>
              {go}
            </ButtonLink>
          ))}
      </div>
    </li>
  )
}
