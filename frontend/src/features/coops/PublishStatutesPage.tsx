import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import type { StatutesDocument, Workspace } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { useStatutesDocument } from '@/api/useStatutesDocument'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { fileSize } from '@/lib/fileSize'
import { refuse } from '@/lib/refuse'
import { useDraft } from '@/lib/useDraft'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field, Pick, TextArea } from '@/ui/Field'
import { FileField } from '@/ui/FileField'
import { Icon } from '@/ui/Icon'
import { Notice } from '@/ui/Notice'
import { Title } from '@/ui/Title'
import { useToast } from '@/ui/Toast'
import { workspaceQuery } from './api'
import styles from './StatutesPage.module.css'

/** A new version, starting from the one that rules. What is typed is kept on this device. */
export default function PublishStatutesPage() {
  const { t } = useTranslation('coops')
  const { association } = useWorkspace()
  const query = useQuery(workspaceQuery(association.id))
  return (
    <div className={styles.page}>
      <p>
        <Link to=".." relative="path" className={styles.back}>
          <Icon name="left" /> {t('statutes.title')}
        </Link>
      </p>
      <Title>{t('publish.title')}</Title>
      <Loaded query={query}>
        {(workspace) =>
          workspace.can.includes('coops_publishStatutes') ? (
            <Form workspace={workspace} />
          ) : (
            <Notice>{t('publish.notYou')}</Notice>
          )
        }
      </Loaded>
    </div>
  )
}

function Form({ workspace: { association, statutes, counts } }: { workspace: Workspace }) {
  const { t } = useTranslation('coops')
  const queries = useQueryClient()
  const format = useFormat()
  const navigate = useNavigate()
  const say = useToast()
  const intention = useIntention()
  const forming = association.status === 'forming'
  const [draft, change, done] = useDraft(`statutes.${association.id}.${statutes.version}`, {
    kind: statutes.document ? 'document' : 'text',
    text: statutes.text,
    changes: '',
    adopted_on: '',
    review_on: '',
  })
  const [file, setFile] = useState<StatutesDocument>()
  const upload = useStatutesDocument(association.id, setFile)
  const asText = draft.kind === 'text'
  const publish = useCommand({
    mutationFn: async () => {
      refuse({
        text: asText && !draft.text.trim() && t('publish.textMissing'),
        document_id: !asText && !file && t('publish.fileMissing'),
        changes: !draft.changes.trim() && t('publish.changesMissing'),
        adopted_on: !forming && !draft.adopted_on && t('publish.dayMissing'),
      })
      const body = {
        ...(asText ? { text: draft.text.trim() } : { document_id: file?.id ?? null }),
        changes: draft.changes.trim(),
        adopted_on: forming ? null : draft.adopted_on,
        review_on: draft.review_on || null,
      }
      return ask(
        client.POST('/api/v1/associations/{association_id}/statutes', {
          params: { path: { association_id: association.id } },
          headers: intention.headers(body),
          body,
        }),
      )
    },
    onSuccess(workspace) {
      intention.fulfilled()
      done()
      queries.setQueryData(workspaceQuery(association.id).queryKey, workspace)
      for (const key of ['statutes', 'members']) {
        void queries.invalidateQueries({ queryKey: [key, association.id] })
      }
      say(t('publish.done', { version: workspace.statutes.version }))
      navigate(`/a/${association.slug}/estatutos`, { replace: true })
    },
  })
  const message = useProblem(publish.error)
  const unsent = useProblem(upload.error)
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        publish.mutate()
      }}
    >
      <Notice icon="hand">
        {forming
          ? t('publish.askForming', { count: counts.members })
          : t('publish.ask', { count: counts.members })}
      </Notice>
      <ErrorSummary message={message} attempt={publish.submittedAt} />
      {!forming && (
        <Field
          name="adopted_on"
          type="date"
          label={t('publish.day')}
          hint={t('publish.dayHint')}
          error={message?.fields.adopted_on}
          value={draft.adopted_on}
          onChange={(event) => change({ adopted_on: event.target.value })}
        />
      )}
      <TextArea
        name="changes"
        label={t('publish.changes')}
        hint={t('publish.changesHint')}
        rows={3}
        maxLength={1000}
        error={message?.fields.changes}
        value={draft.changes}
        onChange={(event) => change({ changes: event.target.value })}
      />
      <fieldset className="picks">
        <legend className="b">{t('publish.as')}</legend>
        {(['text', 'document'] as const).map((kind) => (
          <Pick
            key={kind}
            type="radio"
            name="kind"
            checked={draft.kind === kind}
            onChange={() => change({ kind })}
            title={t(`publish.kind.${kind}`)}
            detail={t(`publish.kindDetail.${kind}`)}
          />
        ))}
      </fieldset>
      {asText ? (
        <TextArea
          name="text"
          label={t('publish.text', { version: statutes.version + 1 })}
          rows={18}
          error={message?.fields.text}
          value={draft.text}
          onChange={(event) => change({ text: event.target.value })}
        />
      ) : (
        <FileField
          name="document_id"
          accept="application/pdf,.pdf"
          label={t('publish.file', { version: statutes.version + 1 })}
          hint={t('publish.fileHint')}
          error={unsent?.title ?? message?.fields.document_id}
          part={upload.part}
          sending={t('publish.sending')}
          chosen={
            file && `${t('statutes.pages', { count: file.pages })}, ${fileSize(format.language, file.size)}`
          }
          onFile={(chosen) => {
            setFile(undefined)
            upload.mutate(chosen)
          }}
        />
      )}
      <Field
        name="review_on"
        type="date"
        label={t('publish.review')}
        hint={t('publish.reviewHint')}
        error={message?.fields.review_on}
        value={draft.review_on}
        onChange={(event) => change({ review_on: event.target.value })}
      />
      <div>
        <Button type="submit" look="go" busy={publish.isPending}>
          {t('publish.go')}
        </Button>
      </div>
    </form>
  )
}
