import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate, useSearchParams } from 'react-router'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import type { VotingRules } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { useDraft } from '@/lib/useDraft'
import { useProblem } from '@/lib/useProblem'
import { useSteps } from '@/lib/useSteps'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { rulesQuery } from './api'
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
  useAbout(draft, change)
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
      <p className="over">{t('new.step', { step: step.index + 1, of: names.length })}</p>
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

/** Whoever comes from an application (`?solicitud=`) finds it chosen; what was typed about it before stays. */
function useAbout(draft: Deciding, change: (part: Partial<Deciding>) => void) {
  const [params] = useSearchParams()
  const title = (useLocation().state as { title?: string } | null)?.title ?? ''
  const about = params.get('solicitud')
  useEffect(() => {
    if (about && draft.application_id !== about) {
      change({ kind: 'admit_member', application_id: about, title: title.slice(0, 160) })
    }
  }, [about, draft.application_id, title, change])
}
