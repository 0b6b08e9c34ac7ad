import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import type { CalledAssembly } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { typedOf } from '@/lib/moments'
import { useFormat } from '@/lib/useFormat'
import { useKeptFocus } from '@/lib/useKeptFocus'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { useToast } from '@/ui/Toast'
import { AssemblyFields, type AssemblyTyped, bodyOf, missing } from './AssemblyFields'
import styles from './Page.module.css'

interface Props {
  assembly: CalledAssembly
  associationId: string
  mayChange: boolean
}

/** One assembly: when, where, what is put to the vote; for the board, to change or cancel it. */
export function AssemblyRow({ assembly, associationId, mayChange }: Props) {
  const { t } = useTranslation('decisions')
  const format = useFormat()
  const queries = useQueryClient()
  const intention = useIntention()
  const say = useToast()
  const [asking, setAsking] = useState(false)
  const [changing, setChanging] = useState(false)
  const coming = !assembly.cancelled_at && new Date(assembly.starts_at) > new Date()
  const row = useRef<HTMLLIElement>(null)
  useKeptFocus(row, row, coming)
  const which = <span className="sr">: {assembly.title}</span>
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
      say(t('assemblies.cancelDone'))
      void queries.invalidateQueries({ queryKey: ['assemblies', associationId] })
    },
  })
  return (
    <li className={styles.row} tabIndex={-1} ref={row}>
      <b className="name h3">{assembly.title}</b>
      <span>
        {format.weekday(assembly.starts_at)}, {format.clock(assembly.starts_at)} · {assembly.place}
      </span>
      {assembly.cancelled_at && <span className="bad b">{t('assemblies.cancelled')}</span>}
      {assembly.agenda && <p className={`${styles.prose} small`}>{assembly.agenda}</p>}
      {assembly.proposals.length > 0 && (
        <ul className={styles.agenda} aria-label={t('assemblies.proposals')}>
          {assembly.proposals.map(({ id, number, title, status }) => (
            <li key={id}>
              <Link to={`../decisiones/${id}`}>{t('assemblies.proposal', { number, title })}</Link>{' '}
              <span className="small soft">{t(`status.${status}`)}</span>
            </li>
          ))}
        </ul>
      )}
      {coming && (
        <span className="row row--wrap small">
          <a href={`/api/v1/associations/${associationId}/assemblies/${assembly.id}/calendar`} download>
            {t('assemblies.calendar')}
            {which}
          </a>
          {mayChange && (
            <>
              <Button small look="plain" onClick={() => setChanging(true)}>
                {t('assemblies.change')}
                {which}
              </Button>
              <Button small look="plain" onClick={() => setAsking(true)}>
                {t('assemblies.cancel')}
                {which}
              </Button>
            </>
          )}
        </span>
      )}
      <Dialog open={changing} onClose={() => setChanging(false)} title={t('assemblies.changeTitle')}>
        <Change assembly={assembly} associationId={associationId} onDone={() => setChanging(false)} />
      </Dialog>
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

function Change({
  assembly,
  associationId,
  onDone,
}: {
  assembly: CalledAssembly
  associationId: string
  onDone(): void
}) {
  const { t } = useTranslation('decisions')
  const queries = useQueryClient()
  const intention = useIntention()
  const say = useToast()
  const [draft, setDraft] = useState<AssemblyTyped>({
    title: assembly.title,
    place: assembly.place,
    starts: typedOf(assembly.starts_at),
    agenda: assembly.agenda,
  })
  const command = useCommand({
    mutationFn: async () => {
      missing(t, draft)
      const { starts_at, ...words } = bodyOf(draft)
      // Seconds that no field shows stay as they are, unless somebody chose another time.
      const body = draft.starts === typedOf(assembly.starts_at) ? words : { ...words, starts_at }
      return ask(
        client.PATCH('/api/v1/associations/{association_id}/assemblies/{assembly_id}', {
          params: { path: { association_id: associationId, assembly_id: assembly.id } },
          body,
          headers: intention.headers(body),
        }),
      )
    },
    onSuccess() {
      intention.fulfilled()
      say(t('assemblies.changed'))
      void queries.invalidateQueries({ queryKey: ['assemblies', associationId] })
      onDone()
    },
  })
  return (
    <>
      <p>{t('assemblies.changeLead')}</p>
      <AssemblyFields
        draft={draft}
        onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
        command={command}
        go={t('assemblies.save')}
        prefix="change-"
      >
        <Button onClick={onDone}>{t('assemblies.back')}</Button>
      </AssemblyFields>
    </>
  )
}
