import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'react-router'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import { useMe } from '@/api/me'
import type { OwnApplication } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { Loaded } from '@/app/Loaded'
import { StoreFrame } from '@/app/StoreFrame'
import { useFormat } from '@/lib/useFormat'
import { useKeptFocus } from '@/lib/useKeptFocus'
import { useProblem } from '@/lib/useProblem'
import { useLive } from '@/live/LiveProvider'
import { Button, ButtonLink } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Notice } from '@/ui/Notice'
import { Title } from '@/ui/Title'
import { useToast } from '@/ui/Toast'
import { Answers } from './Answers'
import { ownApplicationQuery } from './api'
import styles from './Joining.module.css'
import { isOpen } from './state'

/** One application of mine: how it stands, what comes next, what I answered. */
export default function OwnApplicationPage() {
  const { t } = useTranslation('joining')
  const { id = '' } = useParams()
  const me = useMe()
  const query = useQuery(ownApplicationQuery(id))
  useLive([me?.person && `user:${me.person.id}`])
  return (
    <StoreFrame className={styles.page} back={{ to: '/solicitudes', label: t('own.title') }}>
      <Loaded query={query}>{(application) => <Shown application={application} />}</Loaded>
    </StoreFrame>
  )
}

function Shown({ application }: { application: OwnApplication }) {
  const { t } = useTranslation('joining')
  const format = useFormat()
  const sent = (useLocation().state as { sent?: boolean } | null)?.sent && isOpen(application.state)
  const [withdrawing, setWithdrawing] = useState(false)
  const { association, state, admission } = application
  const asking = useRef<HTMLDivElement>(null)
  const standing = useRef<HTMLParagraphElement>(null)
  useKeptFocus(asking, standing, state)
  const values = { name: association.name, producer: application.producer_name }
  const lead =
    state === 'refused' && !application.reason
      ? t('own.lead.refusedByVote', values)
      : state === 'waiting'
        ? t(admission === 'vote' ? 'own.lead.waitingVote' : 'own.lead.waiting', values)
        : t(`own.lead.${state}`, values)
  return (
    <>
      <div className="stack stack--2">
        <p className="over">{t('own.over', { producer: application.producer_name })}</p>
        <Title>{association.name}</Title>
        <p className="lead" tabIndex={-1} ref={standing}>
          <b>{t(`state.${state}`)}.</b> {lead}
        </p>
        <p className="small soft">
          {t('own.made', { day: format.onWhen(application.made_at) })}
          {application.closed_at && ` ${t('own.closed', { day: format.onWhen(application.closed_at) })}`}
        </p>
      </div>
      {sent && (
        <Notice kind="good" role="status">
          {t('own.sent')}
        </Notice>
      )}
      {application.reason && (
        <section className="stack" aria-labelledby="reason">
          <h2 className="name h3" id="reason">
            {t('own.reason')}
          </h2>
          <p className={styles.prose}>{application.reason}</p>
        </section>
      )}
      {(state === 'accepted' || state === 'superseded') && (
        <div>
          <ButtonLink look="go" to={`/a/${association.slug}`}>
            {t('own.enter')}
          </ButtonLink>
        </div>
      )}
      {application.answers.length > 0 && (
        <section className="stack" aria-labelledby="answers">
          <h2 className="name h3" id="answers">
            {t('own.answers')}
          </h2>
          <Answers answers={application.answers} />
        </section>
      )}
      {isOpen(state) && (
        <div ref={asking}>
          <Button look="plain" onClick={() => setWithdrawing(true)}>
            {t('withdraw.open')}
          </Button>
        </div>
      )}
      <WithdrawDialog application={application} open={withdrawing} onClose={() => setWithdrawing(false)} />
    </>
  )
}

interface WithdrawProps {
  application: OwnApplication
  open: boolean
  onClose(): void
}

function WithdrawDialog({ application, open, onClose }: WithdrawProps) {
  const { t } = useTranslation('joining')
  const queries = useQueryClient()
  const intention = useIntention()
  const say = useToast()
  const withdraw = useCommand({
    mutationFn: () =>
      ask(
        client.POST('/api/v1/my-applications/{own_application_id}/withdraw', {
          params: { path: { own_application_id: application.id } },
          headers: intention.headers(application.id),
        }),
      ),
    onSuccess() {
      intention.fulfilled()
      say(t('withdraw.done'))
      onClose()
    },
    onSettled() {
      for (const key of ['my-application', 'my-applications', 'home']) {
        void queries.invalidateQueries({ queryKey: [key] })
      }
    },
  })
  const close = () => {
    withdraw.reset()
    onClose()
  }
  return (
    <Dialog
      open={open}
      onClose={close}
      title={t('withdraw.title', { name: application.association.name })}
      actions={
        <>
          <Button onClick={close}>{t('withdraw.back')}</Button>
          <Button look="bad" busy={withdraw.isPending} onClick={() => withdraw.mutate()}>
            {t('withdraw.go')}
          </Button>
        </>
      }
    >
      <ErrorSummary message={useProblem(withdraw.error)} attempt={withdraw.submittedAt} />
      <p>{t('withdraw.lead')}</p>
    </Dialog>
  )
}
