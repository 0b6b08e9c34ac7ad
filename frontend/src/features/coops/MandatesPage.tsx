import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, useNavigate, useParams } from 'react-router'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import { freshMe, meQuery } from '@/api/me'
import type { Mandate, MandateOffer, Mandates } from '@/api/memberTypes'
import type { Me, MyProducer } from '@/api/types'
import { useCommand } from '@/api/useCommand'
import { doorPath, useHere } from '@/app/doors'
import { homeOf } from '@/app/home'
import { Loaded } from '@/app/Loaded'
import { StoreFrame } from '@/app/StoreFrame'
import { Problem } from '@/lib/problem'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { useLive, useLiveRestart } from '@/live/LiveProvider'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Title } from '@/ui/Title'
import { useToast } from '@/ui/Toast'
import { initialsOf, Who } from '@/ui/Who'
import { AskMandate } from './AskMandate'
import { mandatesQuery } from './api'
import styles from './MandatesPage.module.css'
import { ProducerRut } from './record/RutForm'

/** Who acts for a producer: the owner lets others act, and takes it back. */
export default function MandatesPage() {
  const { producerId = '' } = useParams()
  const here = useHere()
  const query = useQuery(meQuery)
  return (
    <Loaded query={query}>
      {(me) => {
        if (!me.person) return <Navigate to={doorPath('entrar', here)} replace />
        const producer = me.producers.find(({ id }) => id === producerId)
        if (!producer) throw new Problem(404, { code: 'not_found' })
        return <People me={me} producer={producer} />
      }}
    </Loaded>
  )
}

function People({ me, producer }: { me: Me; producer: MyProducer }) {
  const { t } = useTranslation('coops')
  const query = useQuery(mandatesQuery(producer.id))
  useLive([me.person && `user:${me.person.id}`, `producer:${producer.id}`])
  return (
    <StoreFrame className={styles.page} back={{ to: homeOf(me), label: t('mandates.back') }}>
      <div className="stack stack--2">
        <Title>{t('mandates.title', { name: producer.name })}</Title>
        <p className="lead soft">{t('mandates.lead')}</p>
      </div>
      <Loaded query={query}>
        {(found) => (
          <>
            <List producer={producer} found={found} />
            {found.can.includes('coops_offerMandate') && <AskMandate producerId={producer.id} />}
            <p>
              <Link to={`/productor/${producer.id}/ayuda`}>{t('mandates.helped')}</Link>
            </p>
            {found.can.includes('coops_getProducerRut') && <ProducerRut producerId={producer.id} />}
          </>
        )}
      </Loaded>
    </StoreFrame>
  )
}

type Ending = { mandate: Mandate } | { offer: MandateOffer }

function List({ producer, found }: { producer: MyProducer; found: Mandates }) {
  const { t } = useTranslation('coops')
  const format = useFormat()
  const [ending, setEnding] = useState<Ending | null>(null)
  const owns = found.can.includes('coops_offerMandate')
  return (
    <>
      <ul className={styles.list}>
        {found.mandates.map((mandate) => (
          <li key={mandate.id} className="arrive">
            <Who large colour={mandate.mine ? 1 : undefined}>
              {initialsOf(mandate.person_name)}
            </Who>
            <span>
              <b>{mandate.person_name}</b>{' '}
              {mandate.mine && <span className="soft small">{t('members.you')}</span>}
              <br />
              <span className="small soft">
                {t(`mandates.${mandate.kind}`)} · {t('members.since', { day: format.day(mandate.starts_at) })}
              </span>
            </span>
            {(owns || mandate.mine) && (
              <Button
                small
                look="plain"
                aria-label={
                  mandate.mine ? t('mandates.endMine') : t('mandates.endOne', { name: mandate.person_name })
                }
                onClick={() => setEnding({ mandate })}
              >
                {mandate.mine ? t('mandates.stop') : t('mandates.end')}
              </Button>
            )}
          </li>
        ))}
        {found.offers.map((offer) => (
          <li key={offer.id} className="arrive">
            <Who large>?</Who>
            <span>
              {offer.email}
              <br />
              <span className="small soft">
                {t('mandates.asked', { name: offer.offered_by, day: format.onDay(offer.expires_at) })}
              </span>
            </span>
            <Button
              small
              look="plain"
              aria-label={t('mandates.revokeOne', { email: offer.email })}
              onClick={() => setEnding({ offer })}
            >
              {t('mandates.revoke')}
            </Button>
          </li>
        ))}
      </ul>
      <EndDialog producer={producer} ending={ending} onClose={() => setEnding(null)} />
    </>
  )
}

interface EndProps {
  producer: MyProducer
  ending: Ending | null
  onClose(): void
}

function EndDialog({ producer, ending, onClose }: EndProps) {
  const { t } = useTranslation('coops')
  const queries = useQueryClient()
  const navigate = useNavigate()
  const restart = useLiveRestart()
  const say = useToast()
  const intention = useIntention()
  const mine = ending !== null && 'mandate' in ending && ending.mandate.mine
  const end = useCommand({
    mutationFn: async (what: Ending) => {
      const path = { producer_id: producer.id }
      if ('mandate' in what) {
        await ask(
          client.POST('/api/v1/producers/{producer_id}/mandates/{mandate_id}/end', {
            params: { path: { ...path, mandate_id: what.mandate.id } },
            headers: intention.headers(what.mandate.id),
          }),
        )
      } else {
        await ask(
          client.POST('/api/v1/producers/{producer_id}/mandate-offers/{mandate_offer_id}/revoke', {
            params: { path: { ...path, mandate_offer_id: what.offer.id } },
            headers: intention.headers(what.offer.id),
          }),
        )
      }
    },
    async onSuccess() {
      intention.fulfilled()
      say(t('mandates.ended'))
      onClose()
      if (mine) {
        const me = await freshMe(queries)
        navigate(homeOf(me), { replace: true })
        restart()
      }
    },
    onSettled() {
      void queries.invalidateQueries({ queryKey: ['mandates', producer.id] })
    },
  })
  const close = () => {
    end.reset()
    onClose()
  }
  const name = ending && ('mandate' in ending ? ending.mandate.person_name : ending.offer.email)
  return (
    <Dialog
      open={ending !== null}
      onClose={close}
      title={
        mine
          ? t('mandates.stopTitle', { name: producer.name })
          : t('mandates.endTitle', { name: name ?? '', producer: producer.name })
      }
      actions={
        <>
          <Button onClick={close}>{t('cancel')}</Button>
          <Button look="bad" busy={end.isPending} onClick={() => ending && end.mutate(ending)}>
            {mine ? t('mandates.stop') : t('mandates.endGo')}
          </Button>
        </>
      }
    >
      <ErrorSummary message={useProblem(end.error)} attempt={end.submittedAt} />
      <p>{ending && 'offer' in ending ? t('mandates.revokeDetail') : t('mandates.endDetail')}</p>
    </Dialog>
  )
}
