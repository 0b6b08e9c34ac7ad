import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import type { Lot } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { unitOf } from '@/lib/offerWords'
import { refuse } from '@/lib/refuse'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Failure } from '@/ui/Failure'
import { Pick } from '@/ui/Field'
import { Lines, Waiting } from '@/ui/Skeleton'
import { Stepper } from '@/ui/Stepper'
import { useToast } from '@/ui/Toast'
import { actingBy, helpedOffersQuery } from './api'
import type { OwnHelper } from './words'

export type Move = { kind: 'put'; lot: Lot } | { kind: 'take'; lot: Lot; pool: Lot['pools'][number] }

interface Props {
  helper: OwnHelper
  move: Move | null
  onClose(): void
}

/** So many units of the member's lot into an offer, or out of it. */
export function MoveDialog({ helper, move, onClose }: Props) {
  const { t } = useTranslation('helpers')
  const title = move && t(move.kind === 'put' ? 'move.put' : 'move.take', { name: helper.member.name })
  return (
    <Dialog open={move !== null} onClose={onClose} title={title ?? ''}>
      {move && <Form helper={helper} move={move} onClose={onClose} />}
    </Dialog>
  )
}

function Form({ helper, move, onClose }: Props & { move: Move }) {
  const { t } = useTranslation('helpers')
  const format = useFormat()
  const queries = useQueryClient()
  const say = useToast()
  const intention = useIntention()
  const { lot } = move
  const most = move.kind === 'put' ? lot.free : move.pool.left
  const [units, setUnits] = useState(most)
  const [offerId, setOfferId] = useState<string | null>(null)
  const offers = useQuery({
    ...helpedOffersQuery(helper.id, helper.association.id),
    enabled: move.kind === 'put',
  })
  const fitting = (offers.data?.results ?? []).filter(
    ({ category, status }) => category === lot.category && status !== 'closed',
  )
  const chosen = fitting.find(({ id }) => id === offerId) ?? fitting[0]
  const send = useCommand({
    mutationFn: async () => {
      const acting = actingBy(helper.id)
      const place = { association_id: helper.association.id }
      if (move.kind === 'take') {
        const body = { units }
        await ask(
          client.POST('/api/v1/associations/{association_id}/contributions/{contribution_id}/withdraw', {
            params: {
              path: { ...place, contribution_id: move.pool.contribution_id },
              header: intention.headers([move.pool.contribution_id, body]),
            },
            headers: acting,
            body,
          }),
        )
        return
      }
      refuse({ offer: !chosen && t('move.noOffer') })
      const body = { lot_id: lot.id, units }
      await ask(
        client.POST('/api/v1/associations/{association_id}/offers/{offer_id}/contributions', {
          params: {
            path: { ...place, offer_id: chosen?.id ?? '' },
            header: intention.headers([chosen?.id, body]),
          },
          headers: acting,
          body,
        }),
      )
    },
    onSuccess() {
      intention.fulfilled()
      say(t('done'))
      onClose()
    },
    onSettled() {
      void queries.invalidateQueries({ queryKey: ['my-helps'] })
    },
  })
  const words = `${format.count(units)} ${unitOf(lot, units, format.language)}`
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        send.mutate()
      }}
    >
      <ErrorSummary message={useProblem(send.error)} attempt={send.submittedAt} />
      <p>
        {lot.product_name} · {lot.code}
      </p>
      {offers.isLoading && (
        <Waiting>
          <Lines />
        </Waiting>
      )}
      {offers.isLoadingError && <Failure error={offers.error} again={() => void offers.refetch()} />}
      {offers.isSuccess && fitting.length === 0 && <p className="soft">{t('move.noOffer')}</p>}
      {move.kind === 'put' && fitting.length > 0 && (
        <fieldset className="picks">
          <legend className="b">{t('move.where')}</legend>
          {fitting.map((offer) => (
            <Pick
              key={offer.id}
              type="radio"
              name="offer"
              checked={chosen?.id === offer.id}
              onChange={() => setOfferId(offer.id)}
              title={offer.name}
              detail={format.pesos(offer.price_clp)}
            />
          ))}
        </fieldset>
      )}
      {move.kind === 'take' && <p className="soft">{move.pool.offer_name}</p>}
      <div className="row row--apart row--wrap">
        <span className="b">{t('move.howMany', { units: unitOf(lot, 2, format.language) })}</span>
        <Stepper
          value={units}
          max={most}
          label={t('move.howMany', { units: unitOf(lot, 2, format.language) })}
          onChange={setUnits}
        />
      </div>
      <div className="row row--wrap dialog__acts">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button type="submit" look="go" busy={send.isPending}>
          {t(move.kind === 'put' ? 'move.goPut' : 'move.goTake', { units: words })}
        </Button>
      </div>
    </form>
  )
}
