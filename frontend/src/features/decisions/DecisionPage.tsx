import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import type { Proposal } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { Button, ButtonLink } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Notice } from '@/ui/Notice'
import { Title } from '@/ui/Title'
import { initialsOf, Who } from '@/ui/Who'
import { proposalQuery } from './api'
import { Debate } from './Debate'
import styles from './Page.module.css'
import { needed } from './quorum'
import { Result } from './Result'
import { Subject } from './Subject'
import { Turnout } from './Turnout'
import { standing } from './words'

export default function DecisionPage() {
  const { id = '' } = useParams()
  const { association } = useWorkspace()
  const query = useQuery(proposalQuery(association.id, id))
  return (
    <div className={styles.page}>
      <Loaded query={query}>
        {(proposal) => <Decision proposal={proposal} associationId={association.id} />}
      </Loaded>
    </div>
  )
}

function Decision({ proposal, associationId }: { proposal: Proposal; associationId: string }) {
  const { t } = useTranslation('decisions')
  const format = useFormat()
  const open = proposal.my_votes.filter(({ voted }) => !voted)
  const mayVote = proposal.can.includes('decisions_castVote') && open.length > 0
  return (
    <>
      <header className="stack">
        <p className="over">
          {t('proposal.over', { number: proposal.number, kind: t(`kind.${proposal.kind}`) })}
        </p>
        <Title>{proposal.title}</Title>
        <p className="soft" role="status">
          {standing(t, format, proposal)}
        </p>
        {proposal.assembly && (
          <p className="small">
            {t('proposal.assembly')}{' '}
            <Link to="../decisiones/asambleas">
              {proposal.assembly.title}, {format.when(proposal.assembly.starts_at)}
            </Link>
          </p>
        )}
        {proposal.text && <p className={styles.prose}>{proposal.text}</p>}
        {proposal.proposed_by ? (
          <p className="row small">
            <Who>{initialsOf(proposal.proposed_by)}</Who>
            <b>{proposal.proposed_by}</b>
          </p>
        ) : (
          <p className="small soft">
            {t('proposal.runOff')}{' '}
            {proposal.run_off_of_id && (
              <Link to={`../decisiones/${proposal.run_off_of_id}`}>{t('proposal.first')}</Link>
            )}
          </p>
        )}
        {mayVote && (
          <div>
            <ButtonLink look="go" to={`votar?de=${open[0]?.membership_id}`}>
              {t('proposal.vote', { count: open.length })}
            </ButtonLink>
          </div>
        )}
        {proposal.status === 'open' && proposal.my_votes.length > 0 && open.length === 0 && (
          <Notice kind="good">
            {proposal.my_votes.find(({ by_holder }) => by_holder)
              ? t('proposal.votedByHolder', {
                  holder: proposal.my_votes.find(({ by_holder }) => by_holder)?.holder,
                })
              : t('proposal.voted')}
          </Notice>
        )}
      </header>
      <Subject proposal={proposal} />
      {proposal.result ? (
        <Result proposal={proposal} associationId={associationId} />
      ) : (
        <Voters proposal={proposal} />
      )}
      <Debate proposal={proposal} associationId={associationId} />
      {proposal.can.includes('decisions_withdrawProposal') && (
        <Withdraw proposal={proposal} associationId={associationId} />
      )}
    </>
  )
}

/** Who took part so far; what they chose is nobody's to see. */
function Voters({ proposal }: { proposal: Proposal }) {
  const { t } = useTranslation('decisions')
  const format = useFormat()
  const { terms } = proposal
  if (proposal.status === 'withdrawn') return null
  if (proposal.entitled === null || proposal.taken_part === null) {
    return (
      <section aria-labelledby="terms" className="stack stack--2">
        <h2 className="name h3" id="terms">
          {t('terms.title')}
        </h2>
        <p>
          {t('terms.quorum', { percent: terms.quorum_first })} {t(`majority.${terms.majority}`)}
        </p>
        <p className="soft small">
          {t('terms.times', {
            from: format.onWhen(proposal.opens_at),
            to: format.onWhen(proposal.closes_at),
          })}
        </p>
      </section>
    )
  }
  const quorum = needed(proposal)
  const enough = proposal.taken_part >= quorum
  return (
    <section aria-labelledby="voters" className={`stack stack--2 ${styles.narrow}`}>
      <h2 className="name h3" id="voters">
        {t('turnout.title')}
      </h2>
      <p aria-live="polite">
        <span className="big">{format.count(proposal.taken_part)}</span>{' '}
        <span className="soft">{t('turnout.of', { count: proposal.entitled })}</span>
      </p>
      <Turnout takenPart={proposal.taken_part} entitled={proposal.entitled} quorum={quorum} />
      <p className={styles.turn}>
        <span className={enough ? 'good b' : 'soft'}>
          {t(enough ? 'turnout.enough' : 'turnout.missing', { quorum })}
        </span>
        <span className="soft">{t(`majority.${terms.majority}`)}</span>
      </p>
      <p className="small soft">{t('turnout.secret')}</p>
    </section>
  )
}

function Withdraw({ proposal, associationId }: { proposal: Proposal; associationId: string }) {
  const { t } = useTranslation('decisions')
  const queries = useQueryClient()
  const intention = useIntention()
  const [asking, setAsking] = useState(false)
  const withdraw = useCommand({
    mutationFn: () =>
      ask(
        client.POST('/api/v1/associations/{association_id}/proposals/{proposal_id}/withdraw', {
          params: { path: { association_id: associationId, proposal_id: proposal.id } },
          headers: intention.headers({ withdraw: proposal.id }),
        }),
      ),
    onSuccess(after) {
      intention.fulfilled()
      setAsking(false)
      queries.setQueryData(proposalQuery(associationId, proposal.id).queryKey, after)
      void queries.invalidateQueries({ queryKey: ['proposals', associationId] })
    },
  })
  return (
    <div>
      <Button look="plain" onClick={() => setAsking(true)}>
        {t('withdraw.open')}
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('withdraw.title')}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t('withdraw.keep')}</Button>
            <Button look="bad" busy={withdraw.isPending} onClick={() => withdraw.mutate()}>
              {t('withdraw.go')}
            </Button>
          </>
        }
      >
        <p>{t('withdraw.lead')}</p>
        <ErrorSummary message={useProblem(withdraw.error)} attempt={withdraw.submittedAt} />
      </Dialog>
    </div>
  )
}
