import { useTranslation } from 'react-i18next'
import { today } from '@/lib/moments'
import { Field, Pick } from '@/ui/Field'
import { givens, type Terms } from './terms'
import { scopes } from './words'

interface Props {
  terms: Terms
  errors: Record<string, string>
  onChange(part: Partial<Terms>): void
}

/** What the member said yes to, how, and for how long. */
export function TermsFields({ terms, errors, onChange }: Props) {
  const { t } = useTranslation('helpers')
  return (
    <section className="stack" aria-labelledby="consent">
      <h2 className="name h3" id="consent">
        {t('name.consent')}
      </h2>
      <fieldset className="picks" id="scopes">
        <legend className="b">{t('name.scopes')}</legend>
        {scopes.map((scope) => (
          <Pick
            key={scope}
            checked={terms.scopes.includes(scope)}
            onChange={() =>
              onChange({
                scopes: terms.scopes.includes(scope)
                  ? terms.scopes.filter((one) => one !== scope)
                  : [...terms.scopes, scope],
              })
            }
            title={t(`scopeTitle.${scope}`)}
            detail={t(`scopeDetail.${scope}`)}
          />
        ))}
      </fieldset>
      {errors.scopes && <p className="field__err">{errors.scopes}</p>}
      <p className="small soft">{t('name.notVotes')}</p>
      <fieldset className="picks">
        <legend className="b">{t('name.given')}</legend>
        {givens.map((given) => (
          <Pick
            key={given}
            type="radio"
            name="given"
            checked={terms.given === given}
            onChange={() => onChange({ given })}
            title={t(`givenTitle.${given}`)}
            detail={t(`givenDetail.${given}`)}
          />
        ))}
      </fieldset>
      <Field
        name="reference"
        label={t(`name.reference.${terms.given}`)}
        hint={t(`name.referenceHint.${terms.given}`)}
        error={errors.reference}
        value={terms.reference}
        maxLength={200}
        autoComplete="off"
        onChange={(event) => onChange({ reference: event.target.value })}
      />
      <Field
        name="given_on"
        type="date"
        label={t('name.given_on')}
        error={errors.given_on}
        value={terms.given_on}
        max={today()}
        onChange={(event) => onChange({ given_on: event.target.value })}
      />
      <Field
        name="until"
        type="date"
        label={t('name.until')}
        hint={t('name.untilHint')}
        error={errors.until}
        value={terms.until}
        onChange={(event) => onChange({ until: event.target.value })}
      />
    </section>
  )
}
