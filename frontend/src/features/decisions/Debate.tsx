import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import type { Proposal } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { Loaded } from '@/app/Loaded'
import { useDraft } from '@/lib/useDraft'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { TextArea } from '@/ui/Field'
import { More } from '@/ui/More'
import { initialsOf, Who } from '@/ui/Who'
import { commentsQuery } from './api'
import styles from './Page.module.css'

/** What members say to each other before they vote. */
export function Debate({ proposal, associationId }: { proposal: Proposal; associationId: string }) {
  const { t } = useTranslation('decisions')
  const format = useFormat()
  const query = useInfiniteQuery(commentsQuery(associationId, proposal.id))
  const mayTalk = proposal.can.includes('decisions_comment')
  return (
    <section aria-labelledby="debate" className={`stack ${styles.narrow}`}>
      <h2 className="name h3" id="debate">
        {t('debate.title')}
      </h2>
      <Loaded query={query}>
        {({ pages }) => {
          const said = pages.flatMap((page) => page.results)
          if (said.length === 0) return <p className="soft">{t(mayTalk ? 'debate.empty' : 'debate.none')}</p>
          return (
            <ul className={styles.comments}>
              {said.map((comment) => (
                <li key={comment.id} className="arrive">
                  <Who large>{initialsOf(comment.person)}</Who>
                  <span>
                    <b>{comment.person}</b>{' '}
                    <span className="soft small">
                      {comment.member !== comment.person && `${comment.member} · `}
                      {format.ago(comment.made_at)}
                    </span>
                    <br />
                    <span className={styles.prose}>{comment.text}</span>
                  </span>
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
      <More query={query}>{t('debate.more')}</More>
      {mayTalk && <Speak proposal={proposal} associationId={associationId} />}
    </section>
  )
}

function Speak({ proposal, associationId }: { proposal: Proposal; associationId: string }) {
  const { t } = useTranslation('decisions')
  const queries = useQueryClient()
  const intention = useIntention()
  const [draft, change, done] = useDraft(`comment-${proposal.id}`, { text: '' })
  const speak = useCommand({
    mutationFn: () => {
      const body = { text: draft.text.trim() }
      return ask(
        client.POST('/api/v1/associations/{association_id}/proposals/{proposal_id}/comments', {
          params: { path: { association_id: associationId, proposal_id: proposal.id } },
          body,
          headers: intention.headers(body),
        }),
      )
    },
    onSuccess() {
      intention.fulfilled()
      change({ text: '' })
      done()
      void queries.invalidateQueries({ queryKey: ['comments', associationId, proposal.id] })
    },
  })
  const problem = useProblem(speak.error)
  const empty = draft.text.trim() === ''
  return (
    <form
      className="stack stack--2"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!empty) speak.mutate()
      }}
    >
      <ErrorSummary message={problem} attempt={speak.submittedAt} />
      <TextArea
        name="text"
        label={t('debate.label')}
        rows={3}
        maxLength={2000}
        value={draft.text}
        error={problem?.fields.text}
        onChange={(event) => change({ text: event.target.value })}
      />
      <div>
        <Button type="submit" busy={speak.isPending} aria-disabled={empty || undefined}>
          {t('debate.go')}
        </Button>
      </div>
    </form>
  )
}
