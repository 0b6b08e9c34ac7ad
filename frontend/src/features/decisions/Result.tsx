import { useQuery } from '@tanstack/react-query'
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Proposal } from '@/api/memberTypes'
import { useFormat } from '@/lib/useFormat'
import { Icon } from '@/ui/Icon'
import { Notice } from '@/ui/Notice'
import { minutesQuery } from './api'
import styles from './Page.module.css'
import { needed } from './quorum'
import { optionName } from './words'

/** What was decided, how many chose what, and what came of it. */
export function Result({ proposal, associationId }: { proposal: Proposal; associationId: string }) {
  const { t } = useTranslation('decisions')
  const format = useFormat()
  const { result } = proposal
  if (!result) return null
  const most = Math.max(1, ...Object.values(result.counts))
  const options = Object.entries(result.counts)
  if (proposal.kind === 'elect') options.sort(([, one], [, other]) => other - one)
  const elected = result.elected.map((id) => optionName(t, proposal, id))
  return (
    <section aria-labelledby="result" className="stack">
      <h2 className="name h3" id="result">
        {t('result.title')}
      </h2>
      <ul className={styles.counts}>
        {options.map(([option, count]) => (
          <li
            key={option}
            className={result.elected.includes(option) || option === 'yes' ? styles.won : undefined}
          >
            <b>{optionName(t, proposal, option)}</b>
            <span>{t('result.votes', { count })}</span>
            <span className={styles.count} style={{ '--v': (count / most) * 100 } as CSSProperties}>
              <i />
            </span>
          </li>
        ))}
      </ul>
      <p className="soft small">
        {t('result.turnout', {
          taken: result.taken_part,
          entitled: proposal.entitled ?? 0,
          quorum: needed(proposal),
        })}
      </p>
      {elected.length > 0 && (
        <Notice kind="good">{t('result.elected', { people: format.list(elected) })}</Notice>
      )}
      {proposal.run_off_id && (
        <p>
          {t('result.tied')} <Link to={`../decisiones/${proposal.run_off_id}`}>{t('result.runOff')}</Link>
        </p>
      )}
      <Effect proposal={proposal} />
      <Minutes proposal={proposal} associationId={associationId} />
    </section>
  )
}

function Effect({ proposal }: { proposal: Proposal }) {
  const { t } = useTranslation('decisions')
  const format = useFormat()
  switch (proposal.status) {
    case 'in_effect':
      return proposal.effect_at ? (
        <Notice kind="good">{t('effect.done', { day: format.onWhen(proposal.effect_at) })}</Notice>
      ) : null
    case 'not_effective':
      return <Notice kind="bad">{t('effect.refused')}</Notice>
    case 'accepted':
      return (
        <Notice>
          {proposal.effective_from
            ? t('subject.from', { day: format.onWhen(proposal.effective_from) })
            : t('effect.soon')}
        </Notice>
      )
    default:
      return <Notice>{t(`effect.none.${proposal.status as 'rejected'}`)}</Notice>
  }
}

function Minutes({ proposal, associationId }: { proposal: Proposal; associationId: string }) {
  const { t } = useTranslation('decisions')
  const minutes = useQuery(minutesQuery(associationId, proposal.id)).data
  if (!minutes) return null
  return (
    <details>
      <summary>{t('minutes.title')}</summary>
      <div className="stack stack--2">
        <p className="small">{t('minutes.lead')}</p>
        <p className="tiny" style={{ overflowWrap: 'anywhere' }}>
          SHA-256: {minutes.sha256}
        </p>
        <div>
          <a
            className="btn btn--sm"
            href={`/api/v1/associations/${associationId}/proposals/${proposal.id}/minutes.pdf`}
            download
          >
            <Icon name="download" />
            {t('minutes.download')}
          </a>
        </div>
      </div>
    </details>
  )
}
