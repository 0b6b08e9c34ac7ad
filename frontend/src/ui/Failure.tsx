import { useTranslation } from 'react-i18next'
import { Problem } from '@/lib/problem'
import { useProblem } from '@/lib/useProblem'
import { Button } from './Button'
import { Emblem } from './Emblem'

/** A read that failed, in its place on the page, with a way to try again where that can help. */
export function Failure({ error, again }: { error: unknown; again?: () => void }) {
  const { t } = useTranslation('ui')
  const message = useProblem(error)
  if (!message) return null
  const passing = !(error instanceof Problem) || error.passing
  return (
    <div className="empty" role="alert">
      <Emblem name="stone" size={112} />
      <h2 className="name h3">{message.title}</h2>
      <p>{message.detail}</p>
      {passing && again && <Button onClick={again}>{t('again')}</Button>}
    </div>
  )
}
