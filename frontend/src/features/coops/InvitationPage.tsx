import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { ask, client } from '@/api/client'
import { freshMe, meQuery } from '@/api/me'
import type { AcceptInvitation as Accepted, InvitationPage as Invitation, Joined } from '@/api/memberTypes'
import type { Me } from '@/api/types'
import { useCommand } from '@/api/useCommand'
import { doorPath, useHere } from '@/app/doors'
import { Loaded } from '@/app/Loaded'
import { StoreFrame } from '@/app/StoreFrame'
import { comunaName } from '@/lib/comunas'
import { refuse } from '@/lib/refuse'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { useLiveRestart } from '@/live/LiveProvider'
import { Button, ButtonLink } from '@/ui/Button'
import { Emblem } from '@/ui/Emblem'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Pick } from '@/ui/Field'
import { Title } from '@/ui/Title'
import { useToast } from '@/ui/Toast'
import { invitationQuery, type ownInvitationQuery } from './api'
import { FoundersPicture } from './FoundersPicture'
import styles from './InvitationPage.module.css'
import { StatutesText } from './StatutesText'

/** Behind the link of the letter. */
export default function InvitationPage() {
  const { token = '' } = useParams()
  return (
    <InvitationView
      query={invitationQuery(token)}
      statutesHref={`/api/v1/invitations/${token}/statutes`}
      accept={(body) =>
        ask(client.POST('/api/v1/invitations/{token}/accept', { params: { path: { token } }, body }))
      }
    />
  )
}

interface Props {
  query: ReturnType<typeof invitationQuery> | ReturnType<typeof ownInvitationQuery>
  /** Where the statutes are as a file, for whom they are to be accepted by. */
  statutesHref: string
  accept(body: Accepted): Promise<Joined>
  /** Says no, where that can be said: without the link, by whoever has proved the address. */
  refuse?(invitation: Invitation): ReactNode
}

/** What it is about, the statutes, and the answer. */
export function InvitationView({ query, statutesHref, accept, refuse: no }: Props) {
  const invitation = useQuery(query as ReturnType<typeof invitationQuery>)
  const me = useQuery(meQuery)
  return (
    <StoreFrame className={styles.page}>
      <Loaded query={invitation}>
        {(found) =>
          found.state === 'open' ? (
            <>
              <Offered invitation={found} statutesHref={statutesHref} />
              <Loaded query={me}>
                {(who) => <Answer accept={accept} queryKey={query.queryKey} invitation={found} me={who} />}
              </Loaded>
              {no?.(found)}
            </>
          ) : (
            <Closed invitation={found} me={me.data} />
          )
        }
      </Loaded>
    </StoreFrame>
  )
}

function Offered({
  invitation: { association, founders, invited_by, expires_at, statutes },
  statutesHref,
}: {
  invitation: Invitation
  statutesHref: string
}) {
  const { t } = useTranslation('coops')
  const format = useFormat()
  return (
    <>
      <div className="stack stack--2">
        <p className="over">{t('invitation.from', { name: invited_by })}</p>
        <Title>{association.name}</Title>
        <p className="soft">
          {t(`kind.${association.kind}`)} · {comunaName(association.comuna)}
        </p>
      </div>
      <p className="lead">{association.purpose}</p>
      {association.status === 'forming' && <FoundersPicture founders={founders} />}
      <section className="stack" aria-labelledby="statutes">
        <h2 className="name h3" id="statutes">
          {t('invitation.statutes')}
        </h2>
        <StatutesText text={statutes.text} document={statutes.document} href={statutesHref} />
      </section>
      <p className="small soft">{t('invitation.until', { day: format.onWhen(expires_at) })}</p>
    </>
  )
}

interface AnswerProps {
  accept: Props['accept']
  queryKey: readonly unknown[]
  invitation: Invitation
  me: Me
}

function Answer({ invitation, me, ...rest }: AnswerProps) {
  const { t } = useTranslation('coops')
  const here = useHere()
  if (!me.person) {
    return (
      <div className={styles.answer}>
        <p>{t('invitation.guest')}</p>
        <div className="row row--wrap">
          <ButtonLink look="go" to={doorPath('registro', here, 'invited')}>
            {t('invitation.register')}
          </ButtonLink>
          <ButtonLink to={doorPath('entrar', here)}>{t('invitation.signIn')}</ButtonLink>
        </div>
      </div>
    )
  }
  if (me.associations.some(({ id, producer_id }) => id === invitation.association.id && producer_id)) {
    return (
      <div className={styles.answer}>
        <p>{t('invitation.member')}</p>
        <ButtonLink look="go" to={`/a/${invitation.association.slug}`}>
          {t('invitation.enter')}
        </ButtonLink>
      </div>
    )
  }
  if (me.producers.length === 0) {
    return (
      <div className={styles.answer}>
        <p>{t('invitation.noProducer')}</p>
        <ButtonLink look="go" to={`/productor/nuevo?volver=${encodeURIComponent(here)}`}>
          {t('invitation.makeProducer')}
        </ButtonLink>
      </div>
    )
  }
  return <AcceptForm invitation={invitation} me={me} {...rest} />
}

function AcceptForm({ accept: send, queryKey, invitation, me }: AnswerProps) {
  const { t } = useTranslation('coops')
  const navigate = useNavigate()
  const queries = useQueryClient()
  const restart = useLiveRestart()
  const say = useToast()
  const [producerId, setProducerId] = useState(me.producers.length === 1 ? (me.producers[0]?.id ?? '') : '')
  const [read, setRead] = useState(false)
  const accept = useCommand({
    mutationFn: async () => {
      refuse({
        producer_id: !producerId && t('invitation.whoMissing'),
        read: !read && t('invitation.readMissing'),
      })
      return send({ producer_id: producerId, statutes_id: invitation.statutes.id })
    },
    async onSuccess({ association }) {
      await freshMe(queries)
      restart()
      say(t('invitation.joined', { name: association.name }))
      navigate(`/a/${association.slug}/inicio`, { replace: true })
    },
    onError() {
      // Taken back, used or changed in the meantime: show how it stands.
      void queries.invalidateQueries({ queryKey })
    },
  })
  const message = useProblem(accept.error)
  return (
    <form
      className={styles.answer}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        accept.mutate()
      }}
    >
      <ErrorSummary message={message} attempt={accept.submittedAt} />
      {me.producers.length > 1 && (
        <fieldset className="picks">
          <legend className="b">{t('invitation.who')}</legend>
          {me.producers.map((producer, index) => (
            <Pick
              key={producer.id}
              id={index === 0 ? 'producer_id' : undefined}
              type="radio"
              name="producer_id"
              checked={producerId === producer.id}
              onChange={() => setProducerId(producer.id)}
              title={producer.name}
              detail={[producer.locality, comunaName(producer.comuna)].filter(Boolean).join(', ')}
            />
          ))}
        </fieldset>
      )}
      <Pick
        id="read"
        name="read"
        checked={read}
        onChange={(event) => setRead(event.target.checked)}
        title={
          me.producers.length === 1
            ? t('invitation.readFor', { name: me.producers[0]?.name ?? '' })
            : t('invitation.read')
        }
      />
      <div>
        <Button type="submit" look="go" busy={accept.isPending}>
          {t('invitation.accept')}
        </Button>
      </div>
    </form>
  )
}

function Closed({ invitation, me }: { invitation: Invitation; me: Me | undefined }) {
  const { t } = useTranslation('coops')
  const own = me?.associations.find(({ id }) => id === invitation.association.id)
  return (
    <div className="empty">
      <Emblem name="generic" size={112} />
      <Title className="name h2">
        {t(`closed.${invitation.state as 'used' | 'expired' | 'revoked' | 'declined'}`)}
      </Title>
      <p>
        {own
          ? t('closed.own', { association: invitation.association.name })
          : t('closed.ask', { name: invitation.invited_by, association: invitation.association.name })}
      </p>
      <ButtonLink to={own ? `/a/${own.slug}` : '/'}>
        {own ? t('invitation.enter') : t('closed.home')}
      </ButtonLink>
    </div>
  )
}
