import type { CSSProperties, FormEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from './Button'
import { Icon } from './Icon'
import styles from './StepFrame.module.css'

interface Props {
  /** What the steps lead to: «Registrarme». */
  name: string
  /** From 1 */
  step: number
  of: number
  onBack(): void
  onSubmit(): void
  /** What must be seen at every step, above the question. */
  above?: ReactNode
  /** The button that goes on. */
  action: ReactNode
  /** What is typed is kept on this device. */
  kept?: boolean
  children: ReactNode
}

/** One question on a page of its own: an arrow back, how far one is, the question, and one way on. */
export function StepFrame({
  name,
  step,
  of,
  onBack,
  onSubmit,
  above,
  action,
  kept = false,
  children,
}: Props) {
  const { t } = useTranslation('ui')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <div className={styles.page}>
      <header className="ptop ptop--back">
        <IconButton icon="left" label={t('steps.back')} onClick={onBack} />
        <b className="grow">{name}</b>
        <span className={`small soft ${styles.count}`}>
          <span className="sr">{t('steps.progress', { step, of })}</span>
          <span aria-hidden="true">{t('steps.count', { step, of })}</span>
        </span>
      </header>
      <div className={styles.bar} aria-hidden="true" style={{ '--v': (step / of) * 100 } as CSSProperties}>
        <i />
      </div>
      {above && <aside>{above}</aside>}
      <form className={styles.form} onSubmit={submit} noValidate>
        <main id="main" className={`wrap ${styles.main}`}>
          {children}
          {kept && (
            <p className={styles.kept}>
              <Icon name="check" />
              {t('steps.kept')}
            </p>
          )}
        </main>
        <div className={`payfoot ${styles.foot}`}>{action}</div>
      </form>
    </div>
  )
}
