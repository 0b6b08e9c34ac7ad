import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import type { Assembly } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { useDraft } from '@/lib/useDraft'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field, TextArea } from '@/ui/Field'
import { Title } from '@/ui/Title'
import { assembliesQuery } from './api'
import { isOfBoard } from './board'
import { momentOf } from '@/lib/moments'
import styles from './Page.module.css'

/** When and where the members meet. */
export default function AssembliesPage() {
  const { t } = useTranslation('decisions')
  const { association } = useWorkspace()
  const query = useInfiniteQuery(assembliesQuery(association.id))
  const mayCall = isOfBoard(association)
  return (
    <div className={`${styles.page} ${styles.narrow}`}>
      <div className="stack stack--1">
        <p>
          <Link to="../decisiones">{t('back')}</Link>
        </p>
        <Title>{t('assemblies.title')}</Title>
        <p className="soft">{t('assemblies.lead')}</p>
      </div>
      <Loaded query={query}>
        {({ pages }) => {
          const found = pages.flatMap((page) => page.results)
          if (found.length === 0) return <p>{t('assemblies.none')}</p>
          return (
            <ul className={styles.list}>
              {found.map((assembly) => (
                <Row
                  key={assembly.id}
                  assembly={assembly}
                  associationId={association.id}
                  mayCancel={mayCall}
                />
              ))}
            </ul>
          )
        }}
      </Loaded>
      {query.hasNextPage && (
        <div>
          <Button small busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('assemblies.more')}
          </Button>
        </div>
      )}
      {mayCall && <Call associationId={association.id} />}
    </div>
  )
}

interface RowProps {
  assembly: Assembly
  associationId: string
  mayCancel: boolean
}

function Row({ assembly, associationId, mayCancel }: RowProps) {
  const { t } = useTranslation('decisions')
  const format = useFormat()
  const queries = useQueryClient()
  const intention = useIntention()
  const [asking, setAsking] = useState(false)
  const coming = !assembly.cancelled_at && new Date(assembly.starts_at) > new Date()
  const cancel = useCommand({
    mutationFn: () =>
      ask(
        client.POST('/api/v1/associations/{association_id}/assemblies/{assembly_id}/cancel', {
          params: { path: { association_id: associationId, assembly_id: assembly.id } },
          headers: intention.headers({ cancel: assembly.id }),
        }),
      ),
    onSuccess() {
      intention.fulfilled()
      setAsking(false)
      void queries.invalidateQueries({ queryKey: ['assemblies', associationId] })
    },
  })
  return (
    <li className={styles.row}>
      <b className="name h3">{assembly.title}</b>
      <span>
        {format.weekday(assembly.starts_at)}, {format.clock(assembly.starts_at)} · {assembly.place}
      </span>
      {assembly.cancelled_at && <span className="bad b">{t('assemblies.cancelled')}</span>}
      {assembly.agenda && <p className={`${styles.prose} small`}>{assembly.agenda}</p>}
      {coming && (
        <span className="row row--wrap small">
          <a href={`/api/v1/associations/${associationId}/assemblies/${assembly.id}/calendar`} download>
            {t('assemblies.calendar')}
          </a>
          {mayCancel && (
            <Button small look="plain" onClick={() => setAsking(true)}>
              {t('assemblies.cancel')}
            </Button>
          )}
        </span>
      )}
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('assemblies.cancelTitle', { title: assembly.title })}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t('assemblies.keep')}</Button>
            <Button look="bad" busy={cancel.isPending} onClick={() => cancel.mutate()}>
              {t('assemblies.cancel')}
            </Button>
          </>
        }
      >
        <p>{t('assemblies.cancelLead')}</p>
        <ErrorSummary message={useProblem(cancel.error)} attempt={cancel.submittedAt} />
      </Dialog>
    </li>
  )
}

function Call({ associationId }: { associationId: string }) {
  const { t } = useTranslation('decisions')
  const queries = useQueryClient()
  const intention = useIntention()
  const empty = { title: '', place: '', starts: '', agenda: '' }
  const [draft, change, done] = useDraft(`assembly-${associationId}`, empty)
  const starts = momentOf(draft.starts)
  const ready = draft.title.trim() !== '' && draft.place.trim() !== '' && starts !== undefined
  const call = useCommand({
    mutationFn: () => {
      const body = {
        title: draft.title.trim(),
        place: draft.place.trim(),
        agenda: draft.agenda.trim(),
        starts_at: starts ?? '',
      }
      return ask(
        client.POST('/api/v1/associations/{association_id}/assemblies', {
          params: { path: { association_id: associationId } },
          body,
          headers: intention.headers(body),
        }),
      )
    },
    onSuccess() {
      intention.fulfilled()
      change(empty)
      done()
      void queries.invalidateQueries({ queryKey: ['assemblies', associationId] })
    },
  })
  const problem = useProblem(call.error)
  const field = (name: 'title' | 'place' | 'starts', label: string, more = {}) => (
    <Field
      name={name}
      label={label}
      value={draft[name]}
      error={problem?.fields[name === 'starts' ? 'starts_at' : name]}
      onChange={(event) => change({ [name]: event.target.value })}
      {...more}
    />
  )
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) call.mutate()
      }}
    >
      <h2 className="name h3">{t('assemblies.call')}</h2>
      <ErrorSummary message={problem} attempt={call.submittedAt} />
      {field('title', t('assemblies.name'), { maxLength: 160 })}
      {field('place', t('assemblies.place'), { maxLength: 200 })}
      {field('starts', t('assemblies.when'), {
        type: 'datetime-local',
        error: draft.starts && !starts ? t('new.noSuchHour') : problem?.fields.starts_at,
      })}
      <TextArea
        name="agenda"
        label={t('assemblies.agenda')}
        hint={t('assemblies.agendaHint')}
        value={draft.agenda}
        onChange={(event) => change({ agenda: event.target.value })}
      />
      <div>
        <Button type="submit" look="go" busy={call.isPending} aria-disabled={!ready || undefined}>
          {t('assemblies.go')}
        </Button>
      </div>
    </form>
  )
}
