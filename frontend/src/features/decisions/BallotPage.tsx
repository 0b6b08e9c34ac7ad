import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams, useSearchParams } from 'react-router'
import { ask, client } from '@/api/client'
import type { MyVote, Proposal } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { wantTitleFocus } from '@/lib/focus'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { Button, ButtonLink } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Icon } from '@/ui/Icon'
import { Notice } from '@/ui/Notice'
import { Title } from '@/ui/Title'
import { useToast } from '@/ui/Toast'
import { proposalQuery } from './api'
import styles from './Ballot.module.css'
import pageStyles from './Page.module.css'

/** A ballot on a page of its own: one question, one cross, one button. Nothing of it is kept on this device. */
export default function BallotPage() {
  const { t } = useTranslation('decisions')
  const { id = '' } = useParams()
  const { association } = useWorkspace()
  const [params] = useSearchParams()
  const query = useQuery(proposalQuery(association.id, id))
  const whose = params.get('de')
  const shown = useRef(whose)
  // During the render, before the next ballot's title mounts.
  if (shown.current !== whose) {
    shown.current = whose
    wantTitleFocus()
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: each ballot starts at its top
  useEffect(() => {
    window.scrollTo(0, 0)
  }, [whose])
  return (
    <div className={pageStyles.page}>
      <p>
        <Link to={`../decisiones/${id}`}>{t('ballot.back')}</Link>
      </p>
      <Loaded query={query}>
        {(proposal) => {
          const vote =
            proposal.my_votes.find(({ membership_id }) => membership_id === whose) ??
            proposal.my_votes.find(({ voted }) => !voted) ??
            proposal.my_votes[0]
          if (!vote || vote.voted || !proposal.can.includes('decisions_castVote')) {
            return <Nothing proposal={proposal} vote={vote} />
          }
          return (
            <Ballot key={vote.membership_id} proposal={proposal} vote={vote} associationId={association.id} />
          )
        }}
      </Loaded>
    </div>
  )
}

function Nothing({ proposal, vote }: { proposal: Proposal; vote: MyVote | undefined }) {
  const { t } = useTranslation('decisions')
  const next = proposal.can.includes('decisions_castVote') && proposal.my_votes.find(({ voted }) => !voted)
  return (
    <div className={`stack ${pageStyles.narrow}`}>
      <Title>{vote?.voted ? t('ballot.voted') : t('ballot.none')}</Title>
      <p className="soft">
        {vote?.voted
          ? vote.by_holder
            ? t('ballot.votedByHolder', { member: vote.member, holder: vote.holder })
            : t('ballot.votedLead')
          : t(proposal.status === 'debate' ? 'ballot.early' : 'ballot.late')}
      </p>
      <div className="row row--wrap">
        {next && (
          <ButtonLink look="go" to={`?de=${next.membership_id}`}>
            {t('ballot.next', { member: next.member })}
          </ButtonLink>
        )}
        <ButtonLink to={`../decisiones/${proposal.id}`}>{t('ballot.see')}</ButtonLink>
      </div>
    </div>
  )
}

/** For whom this ballot is; and if there are several, each with its own, to go to one by one. */
function ForWhom({ proposal, vote }: { proposal: Proposal; vote: MyVote }) {
  const { t } = useTranslation('decisions')
  return (
    <section aria-label={t('ballot.forWhom')} className={styles.whom}>
      {proposal.my_votes.length > 1 ? (
        <>
          <p>{t('ballot.several', { count: proposal.my_votes.length })}</p>
          <ul>
            {proposal.my_votes.map((one) => (
              <li key={one.membership_id}>
                {one.voted ? (
                  <span className={styles.member}>
                    <Icon name="check" />
                    <span>
                      {one.member} <small>{t('ballot.done')}</small>
                    </span>
                  </span>
                ) : (
                  <Link
                    className={styles.member}
                    to={`?de=${one.membership_id}`}
                    replace
                    aria-current={one === vote ? 'true' : undefined}
                  >
                    <Icon name={one.by_proxy ? 'hand' : 'user'} />
                    <span>
                      {one.member} <small>{t(one.by_proxy ? 'ballot.byProxy' : 'ballot.own')}</small>
                    </span>
                  </Link>
                )}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>
          {t('ballot.for')} <b>{vote.member}</b>
        </p>
      )}
      {vote.by_proxy && <Notice icon="hand">{t('ballot.proxy', { member: vote.member })}</Notice>}
      {!vote.by_proxy && vote.holder && (
        <Notice icon="info">{t('ballot.holder', { member: vote.member, holder: vote.holder })}</Notice>
      )}
    </section>
  )
}

function Ballot({
  proposal,
  vote,
  associationId,
}: {
  proposal: Proposal
  vote: MyVote
  associationId: string
}) {
  const { t } = useTranslation('decisions')
  const format = useFormat()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const say = useToast()
  const [chosen, setChosen] = useState<string[]>([])
  const election = proposal.kind === 'elect'
  const cast = useCommand({
    mutationFn: () =>
      ask(
        client.POST('/api/v1/associations/{association_id}/proposals/{proposal_id}/votes', {
          params: { path: { association_id: associationId, proposal_id: proposal.id } },
          body: { membership_id: vote.membership_id, choice: chosen },
        }),
      ),
    async onSuccess() {
      say(t('ballot.thanks'))
      const { queryKey } = proposalQuery(associationId, proposal.id)
      // Not what was asked for before the vote and is still on its way: a read that begins now.
      await queries.refetchQueries({ queryKey })
      void queries.invalidateQueries({ queryKey: ['proposals', associationId] })
      const next = queries
        .getQueryData(queryKey)
        ?.my_votes.find(({ voted, membership_id }) => !voted && membership_id !== vote.membership_id)
      if (next) navigate(`?de=${next.membership_id}`, { replace: true })
      else navigate(`../decisiones/${proposal.id}`, { replace: true })
    },
  })
  const ready = election || chosen.length === 1
  const others = proposal.my_votes.filter((one) => one.membership_id !== vote.membership_id && !one.voted)
  const options = election
    ? (proposal.subject.candidates ?? []).map(({ id, name, producers }) => ({
        id,
        name,
        detail: format.list(producers),
      }))
    : (['yes', 'no', 'abstain'] as const).map((id) => ({
        id,
        name: t(`choice.${id}`),
        detail: t(`choiceDetail.${id}`),
      }))
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) cast.mutate()
      }}
    >
      <div className={`${styles.paper} stack stack--4`}>
        <div>
          <p className="over">{t('ballot.over', { number: proposal.number })}</p>
          <Title>{proposal.title}</Title>
        </div>
        <ForWhom proposal={proposal} vote={vote} />
        <ErrorSummary message={useProblem(cast.error)} attempt={cast.submittedAt} />
        <fieldset className={styles.choices}>
          <legend className={election ? 'b' : 'sr'}>
            {election ? t('ballot.approve', { count: proposal.subject.seats ?? 1 }) : t('ballot.mark')}
          </legend>
          {options.map(({ id, name, detail }) => (
            <label key={id} className={styles.choice}>
              <input
                type={election ? 'checkbox' : 'radio'}
                name="choice"
                value={id}
                checked={chosen.includes(id)}
                onChange={(event) => {
                  if (!election) setChosen([id])
                  else if (event.target.checked) setChosen([...chosen, id])
                  else setChosen(chosen.filter((one) => one !== id))
                }}
              />
              <span>
                <b>{name}</b>
                <small>{detail}</small>
              </span>
            </label>
          ))}
        </fieldset>
        <p className="row row--top">
          <Icon name="eyeoff" />
          <span>
            <b>{t('ballot.secret')}</b> {t('ballot.secretDetail')}
          </span>
        </p>
      </div>
      {others.length > 0 && (
        <p className="soft">
          {t('ballot.others', { members: format.list(others.map(({ member }) => member)) })}
        </p>
      )}
      <p className="soft">{t('ballot.final')}</p>
      <div>
        <Button type="submit" look="go" busy={cast.isPending} aria-disabled={!ready || undefined}>
          {election
            ? t('ballot.goElect', { count: chosen.length })
            : chosen[0]
              ? t('ballot.go', {
                  choice: t(`choice.${chosen[0] as 'yes'}`).toLocaleLowerCase(format.language),
                })
              : t('ballot.choose')}
        </Button>
      </div>
    </form>
  )
}
