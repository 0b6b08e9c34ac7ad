import { useTranslation } from 'react-i18next'
import type { MyProducer } from '@/api/types'
import { comunaName } from '@/lib/comunas'
import { Button } from '@/ui/Button'
import { ComunaField } from '@/ui/ComunaField'
import { Field, Pick, TextArea } from '@/ui/Field'
import { Title } from '@/ui/Title'
import { type Founding, kinds, type Question } from './founding'

interface Props {
  question: Question
  draft: Founding
  producers: MyProducer[]
  onChange(part: Partial<Founding>): void
}

/** One question of founding an association. */
export function FoundingQuestion({ question, draft, producers, onChange }: Props) {
  const { t } = useTranslation('coops')
  if (question === 'revisar') return null
  return (
    <>
      <div className="stack stack--2">
        <Title>{t(`founding.ask.${question}`)}</Title>
        <p className="soft">{t(`founding.lead.${question}`)}</p>
      </div>
      {question === 'quien' && (
        <fieldset className="picks">
          <legend className="sr">{t('founding.ask.quien')}</legend>
          {producers.map((producer) => (
            <Pick
              key={producer.id}
              type="radio"
              name="producer_id"
              checked={draft.producer_id === producer.id}
              onChange={() => onChange({ producer_id: producer.id })}
              title={producer.name}
              detail={[producer.locality, comunaName(producer.comuna)].filter(Boolean).join(', ')}
            />
          ))}
        </fieldset>
      )}
      {question === 'forma' && (
        <fieldset className="picks">
          <legend className="sr">{t('founding.ask.forma')}</legend>
          {kinds.map((kind) => (
            <Pick
              key={kind}
              type="radio"
              name="kind"
              checked={draft.kind === kind}
              onChange={() => onChange({ kind })}
              title={t(`kind.${kind}`)}
              detail={t(`kindDetail.${kind}`)}
            />
          ))}
        </fieldset>
      )}
      {question === 'nombre' && (
        <Field
          name="name"
          label={t('founding.field.name')}
          hint={t('founding.nameHint')}
          value={draft.name}
          maxLength={120}
          autoComplete="off"
          onChange={(event) => onChange({ name: event.target.value })}
        />
      )}
      {question === 'proposito' && (
        <TextArea
          name="purpose"
          label={t('founding.field.purpose')}
          hint={t('founding.purposeHint')}
          rows={5}
          value={draft.purpose}
          maxLength={1000}
          onChange={(event) => onChange({ purpose: event.target.value })}
        />
      )}
      {question === 'comuna' && (
        <ComunaField value={draft.comuna} onChange={(comuna) => onChange({ comuna })} />
      )}
      {question === 'estatutos' && <StatutesField draft={draft} onChange={onChange} />}
    </>
  )
}

function StatutesField({ draft, onChange }: StatutesProps) {
  const { t } = useTranslation('coops')
  const model = t('founding.model', {
    name: draft.name.trim(),
    purpose: draft.purpose.trim(),
    comuna: comunaName(draft.comuna),
  })
  return (
    <div className="stack">
      <TextArea
        name="statutes_text"
        label={t('founding.field.statutes_text')}
        hint={t('founding.pdfHint')}
        rows={14}
        value={draft.statutes_text}
        onChange={(event) => onChange({ statutes_text: event.target.value })}
      />
      {!draft.statutes_text.trim() && (
        <div className="stack stack--2">
          <div>
            <Button small onClick={() => onChange({ statutes_text: model })}>
              {t('founding.useModel')}
            </Button>
          </div>
          <p className="small soft">{t('founding.modelHint')}</p>
        </div>
      )}
    </div>
  )
}

interface StatutesProps {
  draft: Founding
  onChange: Props['onChange']
}
