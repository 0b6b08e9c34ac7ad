import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate, useSearchParams } from 'react-router'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import type { VotingRules } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { useDraft } from '@/lib/useDraft'
import { useKeptFocus } from '@/lib/useKeptFocus'
import { useProblem } from '@/lib/useProblem'
import { useSteps } from '@/lib/useSteps'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Notice } from '@/ui/Notice'
import { assembliesQuery, rulesQuery } from './api'
import { isComing } from './DecidingParts'
import { DecidingQuestion } from './DecidingQuestion'
import { DecidingReview } from './DecidingReview'
import { answered, asked, bodyOf, type Deciding, nothing, upTo } from './deciding'
import styles from './Page.module.css'

/** Puts something to a vote, one question at a time. */
export default function NewDecisionPage() {
  const { association } = useWorkspace()
  const query = useQuery(rulesQuery(association.id))
  return (
    <div className={`${styles.page} ${styles.narrow}`}>
      <Loaded query={query}>{(rules) => <DecidingForm rules={rules} />}</Loaded>
    </div>
  )
}

function DecidingForm({ rules }: { rules: VotingRules }) {
  const { t } = useTranslation('decisions')
  const { association } = useWorkspace()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const intention = useIntention()
  const [draft, change, done] = useDraft<Deciding>(`decision-${association.id}`, nothing)
  const dropOther = useAbout(draft, change)
  useGoneAssembly(draft, change)
  const place = useRef<HTMLDivElement>(null)
  const progress = useRef<HTMLParagraphElement>(null)
  useKeptFocus(place, progress, dropOther)
  const names = asked(draft.kind)
  const step = useSteps(names, upTo(names, draft))
  const propose = useCommand({
    mutationFn: () => {
      const body = bodyOf(draft, new Date())
      return ask(
        client.POST('/api/v1/associations/{association_id}/proposals', {
          params: { path: { association_id: association.id } },
          body,
          headers: intention.headers({ ...body, opens_at: draft.opens }),
        }),
      )
    },
    onSuccess({ id }) {
      intention.fulfilled()
      done()
      void queries.invalidateQueries({ queryKey: ['proposals', association.id] })
      navigate(`../decisiones/${id}`, { replace: true })
    },
  })
  const message = useProblem(propose.error)
  const review = step.name === 'revisar'
  const ready = answered(step.name, draft)
  return (
    <form
      className="stack stack--4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (review) propose.mutate()
        else if (ready) step.next()
      }}
    >
      {dropOther && (
        <div ref={place}>
          <Notice>
            {t('new.other')}{' '}
            <Button small onClick={dropOther}>
              {t('new.otherGo')}
            </Button>
          </Notice>
        </div>
      )}
      <p className="over" tabIndex={-1} ref={progress}>
        {t('new.step', { step: step.index + 1, of: names.length })}
      </p>
      {review ? (
        <>
          <ErrorSummary message={message} attempt={propose.submittedAt} />
          <DecidingReview draft={draft} questions={names} rules={rules} onChange={step.go} />
        </>
      ) : (
        <DecidingQuestion
          key={step.name}
          question={step.name}
          draft={draft}
          rules={rules}
          onChange={change}
        />
      )}
      <div className="row row--wrap">
        <Button
          onClick={() => {
            if (!step.back()) navigate('../decisiones')
          }}
        >
          {t('new.back')}
        </Button>
        <Button type="submit" look="go" busy={propose.isPending} aria-disabled={!ready || undefined}>
          {t(review ? 'new.go' : 'new.next')}
        </Button>
      </div>
    </form>
  )
}

/** Something that was typed or chosen, beyond the kind. */
const isBegun = ({ kind: _, ...rest }: Deciding) =>
  Object.entries(rest).some(([name, value]) => value !== nothing[name as keyof Deciding])

/**
 * Whoever comes from an application (`?solicitud=`) finds it chosen, once: another may be chosen afterwards. A
 * proposal about something else that was begun before stays: what comes back drops it and begins this one.
 */
function useAbout(draft: Deciding, change: (part: Partial<Deciding>) => void) {
  const [params] = useSearchParams()
  const title = (useLocation().state as { title?: string } | null)?.title ?? ''
  const about = params.get('solicitud')
  const applied = useRef<string>(undefined)
  const [begin, setBegin] = useState<() => void>()
  useEffect(() => {
    if (!about || applied.current === about) return
    applied.current = about
    const chosen = { kind: 'admit_member', application_id: about, title: title.slice(0, 160) }
    const take = () => {
      change({ ...nothing, ...chosen })
      setBegin(undefined)
    }
    if (draft.kind === 'admit_member' && draft.application_id === about) setBegin(undefined)
    else if (isBegun(draft)) setBegin(() => take)
    else take()
  }, [about, draft, title, change])
  return begin
}

/** An assembly that was cancelled or is over in the meantime has no agenda any more. */
function useGoneAssembly({ assembly_id }: Deciding, change: (part: Partial<Deciding>) => void) {
  const { association } = useWorkspace()
  const { data, isFetching, hasNextPage } = useInfiniteQuery({
    ...assembliesQuery(association.id),
    enabled: assembly_id !== '',
  })
  const gone =
    data !== undefined &&
    !isFetching &&
    !hasNextPage &&
    !data.pages.some(({ results }) => results.some((one) => one.id === assembly_id && isComing(one)))
  useEffect(() => {
    if (assembly_id && gone) change({ assembly_id: '' })
  }, [assembly_id, gone, change])
}
