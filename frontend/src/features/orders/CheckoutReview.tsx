import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Basket } from '@/api/types'
import { Button } from '@/ui/Button'
import { Title } from '@/ui/Title'
import { CheckoutLines } from './CheckoutLines'
import styles from './CheckoutReview.module.css'
import type { Answers, Question } from './checkout'
import { PaySummary } from './PaySummary'
import { TakingBack } from './TakingBack'

interface Props {
  basket: Basket
  answers: Answers
  errors: Record<string, string>
  onChange(question: Question): void
}

/** Everything once more: what is bought, how it gets there, who buys, what can be taken back, the bill. */
export function CheckoutReview({ basket, answers, errors, onChange }: Props) {
  const { t } = useTranslation('orders')
  return (
    <>
      <Title>{t('checkout.title')}</Title>
      <CheckoutLines lines={basket.lines} />
      <dl className={styles.answers}>
        <Answer
          name="address"
          label={t('checkout.how')}
          error={errors.delivery ?? errors.address}
          onChange={() => onChange('entrega')}
        >
          {t(`checkout.${answers.delivery}`)}
          {answers.delivery === 'home' && (
            <>
              <br />
              <span className="soft">{answers.address}</span>
            </>
          )}
        </Answer>
        <Answer
          name={errors.name ? 'name' : 'email'}
          label={t('checkout.you')}
          error={errors.name ?? errors.email}
          onChange={() => onChange('quien')}
        >
          {answers.name}
          <br />
          <span className="soft">{answers.email}</span>
        </Answer>
        {basket.for_adults && (
          <Answer
            name="adult"
            label={t('checkout.alcohol')}
            error={errors.adult}
            onChange={() => onChange('edad')}
          >
            {t('checkout.adult')}
          </Answer>
        )}
      </dl>
      <TakingBack
        things={basket.lines.map(({ offer }) => ({
          id: offer.id,
          name: offer.name,
          withdrawal_right: offer.withdrawal_right,
          perishable: offer.perishable,
        }))}
      />
      <PaySummary basket={basket} />
    </>
  )
}

interface AnswerProps {
  name: string
  label: string
  error: string | undefined
  onChange(): void
  children: ReactNode
}

function Answer({ name, label, error, onChange, children }: AnswerProps) {
  const { t } = useTranslation('orders')
  return (
    <div className={styles.answer}>
      <dt className="small soft">{label}</dt>
      <dd>
        {children}
        {error && <p className="field__err">{error}</p>}
      </dd>
      <dd className={styles.change}>
        <Button
          id={name}
          small
          look="plain"
          aria-label={t('checkout.changeOne', { what: label })}
          onClick={onChange}
        >
          {t('checkout.change')}
        </Button>
      </dd>
    </div>
  )
}
