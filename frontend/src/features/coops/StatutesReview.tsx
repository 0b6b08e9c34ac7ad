import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import type { Workspace } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { today } from '@/lib/moments'
import { refuse } from '@/lib/refuse'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { useToast } from '@/ui/Toast'
import { workspaceQuery } from './api'

/** The day on which the board looks at the statutes again. */
export function StatutesReview({ workspace }: { workspace: Workspace }) {
  const { t } = useTranslation('coops')
  const format = useFormat()
  const [asking, setAsking] = useState(false)
  const { statutes, can } = workspace
  const maySet = can.includes('coops_setStatutesReview')
  const isDue = statutes.review_on !== null && statutes.review_on <= today()
  if (!statutes.review_on && !maySet) return null
  return (
    <section className="stack" aria-labelledby="review">
      <h2 className="name h3" id="review">
        {t('review.title')}
      </h2>
      {isDue && maySet ? (
        <Notice icon="clock">{t('review.due', { day: format.day(statutes.review_on ?? '') })}</Notice>
      ) : (
        <p>
          {statutes.review_on ? t('review.on', { day: format.day(statutes.review_on) }) : t('review.none')}
        </p>
      )}
      {maySet && (
        <div>
          <Button small onClick={() => setAsking(true)}>
            {t(statutes.review_on ? 'review.change' : 'review.set')}
          </Button>
        </div>
      )}
      <Dialog open={asking} onClose={() => setAsking(false)} title={t('review.title')}>
        <SetReview workspace={workspace} onDone={() => setAsking(false)} />
      </Dialog>
    </section>
  )
}

function SetReview({ workspace, onDone }: { workspace: Workspace; onDone(): void }) {
  const { t } = useTranslation('coops')
  const queries = useQueryClient()
  const intention = useIntention()
  const say = useToast()
  const { association, statutes } = workspace
  const [day, setDay] = useState('')
  const set = useCommand({
    mutationFn: async () => {
      refuse({ review_on: !day && t('review.dayMissing') })
      const body = { review_on: day }
      return ask(
        client.POST('/api/v1/associations/{association_id}/statutes/{statutes_id}/review', {
          params: { path: { association_id: association.id, statutes_id: statutes.id } },
          headers: intention.headers({ statutes: statutes.id, ...body }),
          body,
        }),
      )
    },
    onSuccess(after) {
      intention.fulfilled()
      say(t('review.done'))
      queries.setQueryData(workspaceQuery(association.id).queryKey, after)
      void queries.invalidateQueries({ queryKey: ['home'] })
      onDone()
    },
  })
  const message = useProblem(set.error)
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        set.mutate()
      }}
    >
      <p>{t('review.lead')}</p>
      <ErrorSummary message={message} attempt={set.submittedAt} />
      <Field
        name="review_on"
        type="date"
        label={t('review.day')}
        error={message?.fields.review_on}
        value={day}
        onChange={(event) => setDay(event.target.value)}
      />
      <div className="row row--wrap dialog__acts">
        <Button onClick={onDone}>{t('review.keep')}</Button>
        <Button type="submit" look="go" busy={set.isPending}>
          {t('review.go')}
        </Button>
      </div>
    </form>
  )
}
