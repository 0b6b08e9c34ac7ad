import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { CalledAssembly } from '@/api/memberTypes'
import { useStatutesDocument } from '@/api/useStatutesDocument'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { fileSize } from '@/lib/fileSize'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { Field, Pick, Select, TextArea } from '@/ui/Field'
import { FileField } from '@/ui/FileField'
import { assembliesQuery } from './api'
import type { Deciding } from './deciding'

interface Props {
  draft: Deciding
  onChange(part: Partial<Deciding>): void
}

/** New statutes: a text, or a PDF that is sent as soon as it is chosen. */
export function StatutesChoice({ draft, onChange }: Props) {
  const { t } = useTranslation('decisions')
  const format = useFormat()
  const { association } = useWorkspace()
  const upload = useStatutesDocument(association.id, ({ id, pages, size }) =>
    onChange({
      document_id: id,
      document_said: `${t('new.pages', { count: pages })}, ${fileSize(format.language, size)}`,
    }),
  )
  const unsent = useProblem(upload.error)
  return (
    <div className="stack">
      <fieldset className="picks">
        <legend className="b">{t('new.field.statutes_as')}</legend>
        {(['text', 'document'] as const).map((kind) => (
          <Pick
            key={kind}
            type="radio"
            name="statutes_as"
            checked={draft.statutes_as === kind}
            onChange={() => onChange({ statutes_as: kind })}
            title={t(`new.statutesAs.${kind}`)}
          />
        ))}
      </fieldset>
      {draft.statutes_as === 'text' ? (
        <TextArea
          name="statutes_text"
          label={t('new.field.statutes')}
          rows={14}
          value={draft.statutes_text}
          onChange={(event) => onChange({ statutes_text: event.target.value })}
        />
      ) : (
        <FileField
          name="document"
          accept="application/pdf,.pdf"
          label={t('new.field.document')}
          hint={t('new.hint.document')}
          error={unsent?.title}
          part={upload.part}
          sending={t('new.sending')}
          chosen={draft.document_said}
          onFile={(file) => {
            onChange({ document_id: '', document_said: '' })
            upload.mutate(file)
          }}
        />
      )}
      <Field
        name="review_on"
        type="date"
        label={t('new.field.review_on')}
        hint={t('new.hint.review_on')}
        value={draft.review_on}
        onChange={(event) => onChange({ review_on: event.target.value })}
      />
    </div>
  )
}

export const isComing = ({ cancelled_at, starts_at }: CalledAssembly) =>
  !cancelled_at && new Date(starts_at) > new Date()

/** The assembly on whose agenda it stands, where one is called. */
export function AssemblyChoice({ draft, onChange }: Props) {
  const { t } = useTranslation('decisions')
  const format = useFormat()
  const { association } = useWorkspace()
  const { data } = useInfiniteQuery(assembliesQuery(association.id))
  const coming = (data?.pages ?? []).flatMap(({ results }) => results).filter(isComing)
  if (coming.length === 0) return null
  return (
    <Select
      name="assembly_id"
      label={t('new.field.assembly')}
      hint={t('new.hint.assembly')}
      value={draft.assembly_id}
      onChange={(event) => onChange({ assembly_id: event.target.value })}
    >
      <option value="">{t('new.noAssembly')}</option>
      {coming.map(({ id, title, starts_at }) => (
        <option key={id} value={id}>
          {title}, {format.when(starts_at)}
        </option>
      ))}
    </Select>
  )
}
