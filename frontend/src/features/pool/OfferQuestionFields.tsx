import { useTranslation } from 'react-i18next'
import { useFormat } from '@/lib/useFormat'
import { artFile } from '@/ui/Art'
import { ComunaField } from '@/ui/ComunaField'
import { Emblem } from '@/ui/Emblem'
import { Field, Pick, Select, TextArea } from '@/ui/Field'
import { Title } from '@/ui/Title'
import styles from './OfferQuestionFields.module.css'
import {
  categories,
  emblemOf,
  isDrink,
  type OfferDraft,
  type OfferQuestion,
  picturesFor,
  type Unit,
  units,
} from './offerDraft'
import { PhotosField } from './PhotosField'

interface Props {
  associationId: string
  question: OfferQuestion
  draft: OfferDraft
  missing: (keyof OfferDraft)[]
  onChange(part: Partial<OfferDraft>): void
}

export function OfferQuestionFields(props: Props) {
  const { question, draft, missing, onChange } = props
  const { t } = useTranslation('pool')
  if (question === 'revisar') return null
  const error = (field: keyof OfferDraft) =>
    missing.includes(field) ? t(`offer.missing.${field as 'name'}`) : undefined
  return (
    <>
      <div className="stack stack--2">
        <Title>{t(`offer.ask.${question}`)}</Title>
        <p className="soft">{t(`offer.lead.${question}`)}</p>
      </div>
      {question === 'producto' && (
        <>
          <Field
            name="name"
            label={t('offer.field.name')}
            hint={t('offer.nameHint')}
            error={error('name')}
            value={draft.name}
            maxLength={120}
            autoComplete="off"
            onChange={(event) => onChange({ name: event.target.value })}
          />
          <Select
            name="category"
            label={t('offer.field.category')}
            error={error('category')}
            value={draft.category}
            onChange={(event) => onChange({ category: event.target.value, picture: '' })}
          >
            <option value="">{t('lot.choose')}</option>
            {categories.map((category) => (
              <option key={category} value={category}>
                {t(`category.${category}`)}
              </option>
            ))}
          </Select>
        </>
      )}
      {question === 'unidad' && <UnitFields {...props} error={error} />}
      {question === 'precio' && <PriceFields {...props} error={error} />}
      {question === 'relato' && <StoryFields {...props} />}
      {question === 'comuna' && (
        <ComunaField
          value={draft.comuna}
          error={error('comuna')}
          onChange={(comuna) => onChange({ comuna })}
        />
      )}
    </>
  )
}

type WithError = Props & { error(field: keyof OfferDraft): string | undefined }

function UnitFields({ draft, error, onChange }: WithError) {
  const { t } = useTranslation('pool')
  const format = useFormat()
  const own = [
    ['unit_es', 'unit'],
    ['units_es', 'units'],
    ['unit_en', 'unitEn'],
    ['units_en', 'unitsEn'],
  ] as const
  return (
    <>
      <Select
        name="unit"
        label={t('offer.field.unit')}
        error={error('unit')}
        value={draft.unit}
        onChange={(event) => onChange({ unit: event.target.value })}
      >
        <option value="">{t('lot.choose')}</option>
        {(Object.keys(units) as Unit[]).map((unit) => (
          <option key={unit} value={unit}>
            {units[unit][format.language === 'en' ? 3 : 1]}
          </option>
        ))}
        <option value="otra">{t('offer.otherUnit')}</option>
      </Select>
      {draft.unit === 'otra' &&
        own.map(([field, name]) => (
          <Field
            key={field}
            name={field}
            label={t(`offer.own.${name}`)}
            error={error(field)}
            value={draft[field]}
            maxLength={30}
            autoComplete="off"
            onChange={(event) => onChange({ [field]: event.target.value })}
          />
        ))}
      <Field
        name="net_content"
        label={
          <>
            {t('offer.field.net_content')} <span className="soft">{t('optional')}</span>
          </>
        }
        hint={t('offer.contentHint')}
        value={draft.net_content}
        maxLength={40}
        autoComplete="off"
        onChange={(event) => onChange({ net_content: event.target.value })}
      />
    </>
  )
}

function PriceFields({ draft, error, onChange }: WithError) {
  const { t } = useTranslation('pool')
  const format = useFormat()
  const typed = draft.price.replace(/\D/g, '')
  return (
    <>
      <Field
        name="price"
        inputMode="numeric"
        label={t('offer.field.price')}
        hint={t('offer.priceHint')}
        error={error('price')}
        value={typed ? format.count(Number(typed)) : ''}
        autoComplete="off"
        onChange={(event) => onChange({ price: event.target.value.replace(/\D/g, '').slice(0, 8) })}
      />
      {isDrink(draft.category) && (
        <Field
          name="degrees"
          inputMode="decimal"
          label={t('offer.field.degrees')}
          hint={t('offer.degreesHint')}
          error={error('degrees')}
          value={draft.degrees}
          maxLength={5}
          autoComplete="off"
          onChange={(event) => onChange({ degrees: event.target.value })}
        />
      )}
    </>
  )
}

function StoryFields({ associationId, draft, onChange }: Props) {
  const { t } = useTranslation('pool')
  const pictures = picturesFor(draft.category)
  return (
    <>
      <TextArea
        name="description_es"
        label={
          <>
            {t('offer.field.description_es')} <span className="soft">{t('optional')}</span>
          </>
        }
        value={draft.description_es}
        maxLength={2000}
        onChange={(event) => onChange({ description_es: event.target.value })}
      />
      <TextArea
        name="description_en"
        label={
          <>
            {t('offer.field.description_en')} <span className="soft">{t('optional')}</span>
          </>
        }
        value={draft.description_en}
        maxLength={2000}
        onChange={(event) => onChange({ description_en: event.target.value })}
      />
      <Pick
        name="perishable"
        checked={draft.perishable}
        onChange={(event) => onChange({ perishable: event.target.checked })}
        title={t('offer.perishable')}
        detail={t('offer.perishableDetail')}
      />
      <PhotosField
        owner={{ kind: 'associations', id: associationId }}
        photos={draft.photos}
        most={1}
        onChange={(photos) => onChange({ photos })}
      />
      {pictures.length > 0 && draft.photos.length === 0 && (
        <fieldset className="stack stack--2">
          <legend className="b">{t('offer.picture')}</legend>
          <div className={styles.pictures}>
            {['', ...pictures].map((picture) => (
              <label key={picture} className={styles.picture}>
                <input
                  type="radio"
                  name="picture"
                  checked={draft.picture === picture}
                  onChange={() => onChange({ picture })}
                />
                {picture ? (
                  <img src={artFile(picture)} alt="" width="96" height="96" />
                ) : (
                  <span className={styles.emblem}>
                    <Emblem name={emblemOf(draft.category)} size={64} />
                  </span>
                )}
                <span className="sr">
                  {picture ? t('offer.pictureOne', { name: picture.replace(/-/g, ' ') }) : t('offer.emblem')}
                </span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
    </>
  )
}
