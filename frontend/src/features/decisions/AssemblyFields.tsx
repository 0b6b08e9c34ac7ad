import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { momentOf } from '@/lib/moments'
import { refuse } from '@/lib/refuse'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field, TextArea } from '@/ui/Field'

export type AssemblyTyped = Record<'title' | 'place' | 'starts' | 'agenda', string>

export const nothingTyped: AssemblyTyped = { title: '', place: '', starts: '', agenda: '' }

export const bodyOf = (draft: AssemblyTyped) => ({
  title: draft.title.trim(),
  place: draft.place.trim(),
  agenda: draft.agenda.trim(),
  starts_at: momentOf(draft.starts) ?? '',
})

/** Says beside each field what is missing, before anything is sent. */
export function missing(t: TFunction<'decisions'>, draft: AssemblyTyped) {
  refuse({
    title: !draft.title.trim() && t('assemblies.nameMissing'),
    place: !draft.place.trim() && t('assemblies.placeMissing'),
    starts_at: !momentOf(draft.starts) && t(draft.starts ? 'new.noSuchHour' : 'assemblies.whenMissing'),
  })
}

interface Props {
  draft: AssemblyTyped
  onChange(part: Partial<AssemblyTyped>): void
  command: { mutate(): void; error: Error | null; submittedAt: number; isPending: boolean }
  go: string
  /** Before the names of the fields, where another such form stands on the page. */
  prefix?: string
  children?: ReactNode
}

export function AssemblyFields({ draft, onChange, command, go, prefix = '', children }: Props) {
  const { t } = useTranslation('decisions')
  const message = useProblem(command.error)
  const fields = message?.fields ?? {}
  const summary = message && {
    ...message,
    fields: Object.fromEntries(Object.entries(fields).map(([name, words]) => [prefix + name, words])),
  }
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        command.mutate()
      }}
    >
      <ErrorSummary message={summary} attempt={command.submittedAt} />
      <Field
        name={`${prefix}title`}
        label={t('assemblies.name')}
        maxLength={160}
        value={draft.title}
        error={fields.title}
        onChange={(event) => onChange({ title: event.target.value })}
      />
      <Field
        name={`${prefix}place`}
        label={t('assemblies.place')}
        maxLength={200}
        value={draft.place}
        error={fields.place}
        onChange={(event) => onChange({ place: event.target.value })}
      />
      <Field
        name={`${prefix}starts_at`}
        type="datetime-local"
        label={t('assemblies.when')}
        value={draft.starts}
        error={draft.starts && !momentOf(draft.starts) ? t('new.noSuchHour') : fields.starts_at}
        onChange={(event) => onChange({ starts: event.target.value })}
      />
      <TextArea
        name={`${prefix}agenda`}
        label={t('assemblies.agenda')}
        hint={t('assemblies.agendaHint')}
        value={draft.agenda}
        onChange={(event) => onChange({ agenda: event.target.value })}
      />
      <div className="row row--wrap">
        {children}
        <Button type="submit" look="go" busy={command.isPending}>
          {go}
        </Button>
      </div>
    </form>
  )
}
