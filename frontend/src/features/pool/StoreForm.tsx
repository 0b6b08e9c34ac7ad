import type { UseMutationResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Lot } from '@/api/memberTypes'
import { unitOf } from '@/lib/offerWords'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Stepper } from '@/ui/Stepper'

interface Props {
  command: Pick<UseMutationResult, 'error' | 'submittedAt' | 'isPending'>
  /** The word on the button that does it. */
  go: string
  look: 'go' | 'bad'
  onGo(): void
  onClose(): void
  children: ReactNode
}

/** What a producer says of a lot in her store: what is wrong with it above, and the two buttons below. */
export function StoreForm({ command, go, look, onGo, onClose, children }: Props) {
  const { t } = useTranslation('pool')
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onGo()
      }}
    >
      <ErrorSummary message={useProblem(command.error)} attempt={command.submittedAt} />
      {children}
      <div className="row row--wrap dialog__acts">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button type="submit" look={look} busy={command.isPending}>
          {go}
        </Button>
      </div>
    </form>
  )
}

interface HowManyProps {
  lot: Lot
  ask: 'howMany' | 'howManyGone'
  value: number
  min: number
  max: number
  onChange(value: number): void
}

/** How many of the lot, in its own unit. */
export function HowMany({ lot, ask, ...stepper }: HowManyProps) {
  const { t } = useTranslation('pool')
  const { language } = useFormat()
  const label = t(`store.${ask}`, { units: unitOf(lot, 2, language) })
  return (
    <div className="row row--apart row--wrap">
      <span className="b">{label}</span>
      <Stepper {...stepper} label={label} />
    </div>
  )
}
