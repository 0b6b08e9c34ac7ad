import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import type { AssociationSummary } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { refuse } from '@/lib/refuse'
import { useDraft } from '@/lib/useDraft'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { ComunaField } from '@/ui/ComunaField'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { TextArea } from '@/ui/Field'
import { useToast } from '@/ui/Toast'

interface Props {
  association: AssociationSummary
  onDone(): void
}

/** What the public page says. The name stands in the statutes and changes with them. */
export function EditAssociation({ association, onDone }: Props) {
  const { t } = useTranslation('coops')
  const queries = useQueryClient()
  const say = useToast()
  const { purpose, story, comuna } = association
  const [draft, change, done] = useDraft(`association.${association.id}`, { purpose, story, comuna })
  const close = () => {
    done()
    onDone()
  }
  const save = useCommand({
    mutationFn: async () => {
      refuse({
        purpose: !draft.purpose.trim() && t('association.purposeMissing'),
        comuna: !draft.comuna && t('producer.comunaMissing'),
      })
      return ask(
        client.PATCH('/api/v1/associations/{association_id}', {
          params: { path: { association_id: association.id } },
          body: { purpose: draft.purpose.trim(), story: draft.story.trim(), comuna: draft.comuna },
        }),
      )
    },
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: ['workspace', association.id] })
      say(t('association.saved'))
      close()
    },
  })
  const message = useProblem(save.error)
  return (
    <form
      className="stack"
      noValidate
      aria-label={t('association.edit')}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <ErrorSummary message={message} attempt={save.submittedAt} />
      <TextArea
        name="purpose"
        label={t('founding.field.purpose')}
        hint={t('founding.purposeHint')}
        rows={3}
        maxLength={1000}
        error={message?.fields.purpose}
        value={draft.purpose}
        autoFocus
        onChange={(event) => change({ purpose: event.target.value })}
      />
      <TextArea
        name="story"
        label={t('association.story')}
        hint={t('association.storyHint')}
        rows={6}
        maxLength={2000}
        error={message?.fields.story}
        value={draft.story}
        onChange={(event) => change({ story: event.target.value })}
      />
      <ComunaField
        value={draft.comuna}
        error={message?.fields.comuna}
        onChange={(cut) => change({ comuna: cut })}
      />
      <div className="row row--wrap">
        <Button onClick={close}>{t('cancel')}</Button>
        <Button type="submit" look="go" busy={save.isPending}>
          {t('association.save')}
        </Button>
      </div>
    </form>
  )
}
