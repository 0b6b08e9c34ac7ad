import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Lot } from '@/api/memberTypes'
import { comunasByName } from '@/lib/comunas'
import { Field, Select } from '@/ui/Field'
import { isDrink } from '../offerDraft'
import more from '../ProductFields.module.css'
import { factsQuery } from './api'
import { FactField } from './FactField'
import { InputFields } from './InputFields'
import { askedOf, type Making } from './making'

interface Props {
  category: string
  making: Making
  errors: Record<string, string>
  /** The producer's lots that may have gone into it. */
  lots: Lot[]
  onChange(part: Partial<Making>): void
}

/** Where a lot comes from, how it was made and of what: what seals ask, and only of this kind of product. */
export function MakingFields({ category, making, errors, lots, onChange }: Props) {
  const { t } = useTranslation('goods')
  const facts = useQuery(factsQuery).data?.results ?? []
  const asked = askedOf(facts, category)
  const told = Object.keys(making.answers).length > 0 || making.inputs.length > 0
  const wrong = Object.keys(errors).some((name) => name.startsWith('facts.') || name === 'inputs')
  return (
    <>
      {isDrink(category) && (
        <Field
          name="alcohol_degrees"
          inputMode="decimal"
          label={t('making.degrees')}
          hint={t('making.degreesHint')}
          error={errors.alcohol_degrees}
          value={making.degrees}
          maxLength={5}
          autoComplete="off"
          onChange={(event) => onChange({ degrees: event.target.value })}
        />
      )}
      <details className={more.more} open={told || wrong || undefined}>
        <summary>{t('making.more')}</summary>
        <div className={more.inside}>
          <p className="soft">{t('making.lead')}</p>
          <Select
            name="comuna"
            label={
              <>
                {t('making.comuna')} <span className="soft">{t('optional')}</span>
              </>
            }
            error={errors.comuna}
            value={making.comuna}
            onChange={(event) => onChange({ comuna: event.target.value })}
          >
            <option value="">{t('making.unsaid')}</option>
            {comunasByName.map((comuna) => (
              <option key={comuna.cut} value={comuna.cut}>
                {comuna.name}
              </option>
            ))}
          </Select>
          {asked.map((fact) => (
            <FactField
              key={fact.key}
              fact={fact}
              category={category}
              answer={making.answers[fact.key] ?? ''}
              error={errors[`facts.${fact.key}`]}
              onChange={(answer) => onChange({ answers: { ...making.answers, [fact.key]: answer } })}
            />
          ))}
          <InputFields
            lots={lots}
            inputs={making.inputs}
            error={errors.inputs}
            onChange={(inputs) => onChange({ inputs })}
          />
        </div>
      </details>
    </>
  )
}
