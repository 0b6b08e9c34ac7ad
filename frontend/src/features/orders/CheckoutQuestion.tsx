import { useTranslation } from 'react-i18next'
import { Field, Pick } from '@/ui/Field'
import { Title } from '@/ui/Title'
import type { Answers, Question } from './checkout'

interface Props {
  question: Question
  answers: Answers
  errors: Record<string, string>
  onChange(part: Partial<Answers>): void
}

/** One question on the way to paying. */
export function CheckoutQuestion({ question, answers, errors, onChange }: Props) {
  const { t } = useTranslation('orders')
  if (question === 'revisar') return null
  return (
    <>
      <div className="stack stack--2">
        <Title>{t(`checkout.ask.${question}`)}</Title>
        <p className="soft">{t(`checkout.lead.${question}`)}</p>
      </div>
      {question === 'entrega' && (
        <>
          <fieldset className="picks">
            <legend className="sr">{t('checkout.ask.entrega')}</legend>
            {(['pickup', 'home'] as const).map((delivery) => (
              <Pick
                key={delivery}
                type="radio"
                name="delivery"
                value={delivery}
                title={t(`checkout.${delivery}`)}
                detail={t(`checkout.${delivery}Detail`)}
                checked={answers.delivery === delivery}
                onChange={() => onChange({ delivery })}
              />
            ))}
          </fieldset>
          {answers.delivery === 'home' && (
            <Field
              name="address"
              label={t('checkout.address')}
              hint={t('checkout.addressHint')}
              autoComplete="street-address"
              maxLength={300}
              value={answers.address}
              error={errors.address}
              onChange={(event) => onChange({ address: event.target.value })}
            />
          )}
        </>
      )}
      {question === 'quien' && (
        <>
          <Field
            name="name"
            label={t('checkout.name')}
            autoComplete="name"
            maxLength={120}
            value={answers.name}
            error={errors.name}
            onChange={(event) => onChange({ name: event.target.value })}
          />
          <Field
            name="email"
            label={t('checkout.email')}
            hint={t('checkout.emailHint')}
            type="email"
            inputMode="email"
            autoComplete="email"
            value={answers.email}
            error={errors.email}
            onChange={(event) => onChange({ email: event.target.value })}
          />
        </>
      )}
      {question === 'edad' && (
        <div>
          <Pick
            id="adult"
            name="adult"
            title={t('checkout.adult')}
            detail={t('checkout.adultDetail')}
            checked={answers.adult}
            aria-invalid={errors.adult ? true : undefined}
            aria-describedby={errors.adult ? 'adult-error' : undefined}
            onChange={(event) => onChange({ adult: event.target.checked })}
          />
          {errors.adult && (
            <p className="field__err" id="adult-error">
              {errors.adult}
            </p>
          )}
        </div>
      )}
    </>
  )
}
