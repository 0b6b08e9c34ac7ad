import { useTranslation } from 'react-i18next'
import { Icon } from './Icon'

interface Props {
  value: number
  min?: number
  max: number
  /** What is counted, for who does not see it: «quesos». */
  label: string
  onChange(value: number): void
}

/** How many. The number can be typed as well. */
export function Stepper({ value, min = 1, max, label, onChange }: Props) {
  const { t } = useTranslation('ui')
  const within = (next: number) => Math.max(min, Math.min(max, next))
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would break the row that it stands in
    <span className="stepper" role="group" aria-label={label}>
      <button
        type="button"
        aria-label={t('stepper.less')}
        disabled={value <= min}
        onClick={() => onChange(within(value - 1))}
      >
        <Icon name="minus" />
      </button>
      <input
        inputMode="numeric"
        aria-label={label}
        value={value}
        onFocus={(event) => event.target.select()}
        onChange={(event) => {
          const typed = Number.parseInt(event.target.value.replace(/\D/g, ''), 10)
          if (Number.isFinite(typed)) onChange(within(typed))
        }}
      />
      <button
        type="button"
        aria-label={t('stepper.more')}
        disabled={value >= max}
        onClick={() => onChange(within(value + 1))}
      >
        <Icon name="plus" />
      </button>
    </span>
  )
}
