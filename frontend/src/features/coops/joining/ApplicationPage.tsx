import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import type { Application } from '@/api/memberTypes'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { comunaName } from '@/lib/comunas'
import { useFormat } from '@/lib/useFormat'
import { useKeptFocus } from '@/lib/useKeptFocus'
import { Button, ButtonLink } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import { Notice } from '@/ui/Notice'
import { Title } from '@/ui/Title'
import { Who } from '@/ui/Who'
import { AnswerDialog } from './AnswerDialog'
import { Answers } from './Answers'
import { applicationQuery } from './api'
import styles from './Joining.module.css'
import { isOpen } from './state'

/** One application before the board: who asks, what was answered, and yes, no or the vote. */
export default function ApplicationPage() {
  const { t } = useTranslation('joining')
  const { association } = useWorkspace()
  const { applicationId = '' } = useParams()
  const query = useQuery(applicationQuery(association.id, applicationId))
  return (
    <div className={styles.page}>
      <p>
        <Link to="../solicitudes" className={styles.back}>
          <Icon name="left" /> {t('board.title')}
        </Link>
      </p>
      <Loaded query={query}>{(application) => <Shown application={application} />}</Loaded>
    </div>
  )
}

function Shown({ application }: { application: Application }) {
  const { t } = useTranslation('joining')
  const format = useFormat()
  const { producer, applicant, state } = application
  const outcome = useRef<HTMLElement>(null)
  useKeptFocus(outcome, outcome, state)
  return (
    <>
      <div className={styles.head}>
        <Who large>{producer.initials}</Who>
        <div className="stack stack--2">
          <Title>{producer.name}</Title>
          <p className="soft">
            {[producer.locality, comunaName(producer.comuna)].filter(Boolean).join(', ')} ·{' '}
            {t('board.made', { day: format.onWhen(application.made_at) })}
          </p>
        </div>
      </div>
      {producer.story && <p className={styles.prose}>{producer.story}</p>}
      <section className="stack" aria-labelledby="answers">
        <h2 className="name h3" id="answers">
          {t('board.answers')}
        </h2>
        <Answers answers={application.answers} />
      </section>
      {applicant && (
        <p>
          {t('board.contact', { name: applicant.name })}{' '}
          <a href={`mailto:${applicant.email}`}>{applicant.email}</a>
          <br />
          <span className="small soft">{t('board.contactLead')}</span>
        </p>
      )}
      <section className="stack" aria-label={t(`state.${state}`)} tabIndex={-1} ref={outcome}>
        {isOpen(state) ? <Answering application={application} /> : <Answered application={application} />}
      </section>
    </>
  )
}

function Answering({ application }: { application: Application }) {
  const { t } = useTranslation('joining')
  const { association } = useWorkspace()
  const [answer, setAnswer] = useState<'accept' | 'refuse' | null>(null)
  if (application.state === 'voting') {
    return (
      <Notice icon="check">
        {t('board.voting')} <Link to={`../decisiones/${application.vote_id}`}>{t('board.seeVote')}</Link>
      </Notice>
    )
  }
  if (application.admission === 'vote') {
    return (
      <div className="stack">
        <p className="soft">{t('board.voteLead')}</p>
        <div>
          <ButtonLink
            look="go"
            to={`../decisiones/nueva?solicitud=${application.id}&paso=titulo`}
            state={{ title: t('board.voteTitle', { name: application.producer.name }) }}
          >
            {t('board.putToVote')}
          </ButtonLink>
        </div>
      </div>
    )
  }
  const may = (name: string) => application.can.includes(name)
  return (
    <>
      <div className="row row--wrap">
        {may('coops_acceptApplication') && (
          <Button look="go" onClick={() => setAnswer('accept')}>
            {t('board.accept')}
          </Button>
        )}
        {may('coops_refuseApplication') && (
          <Button onClick={() => setAnswer('refuse')}>{t('board.refuse')}</Button>
        )}
      </div>
      <AnswerDialog
        associationId={association.id}
        application={application}
        answer={answer}
        onClose={() => setAnswer(null)}
      />
    </>
  )
}

function Answered({ application }: { application: Application }) {
  const { t } = useTranslation('joining')
  const format = useFormat()
  const { state, answered_by, vote_id, reason } = application
  return (
    <>
      <h2 className="name h3">{t(`state.${state}`)}</h2>
      <p className="soft">
        {answered_by
          ? t('board.by', { name: answered_by, day: format.onWhen(application.closed_at ?? '') })
          : t('board.on', { day: format.onWhen(application.closed_at ?? '') })}
      </p>
      {reason && <p className={styles.prose}>{reason}</p>}
      {application.membership_id && (
        <p>
          <Link to={`../socios/${application.membership_id}`}>{t('board.seeMember')}</Link>
        </p>
      )}
      {vote_id && (
        <p>
          <Link to={`../decisiones/${vote_id}`}>{t('board.seeVote')}</Link>
        </p>
      )}
    </>
  )
}
