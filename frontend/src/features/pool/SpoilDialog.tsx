import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import type { LossReason } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { unitOf } from '@/lib/offerWords'
import { unbroken } from '@/lib/unbroken'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Pick, Select } from '@/ui/Field'
import { Stepper } from '@/ui/Stepper'
import { useToast } from '@/ui/Toast'
import { lotsQuery } from './api'
import type { LotOf } from './LotActs'
import { lossReasons } from './lossReasons'

type Props = LotOf & { onClose(): void }

/** Units that went bad or are gone, at home or in an offer; what buyers have put aside or bought can't be chosen. */
export function SpoilDialog({ open, ...props }: Props & { open: boolean }) {
  const { t } = useTranslation('pool')
  return (
    <Dialog
      open={open}
      onClose={props.onClose}
      title={t('store.spoilTitle', { code: unbroken(props.lot.code) })}
    >
      <SpoilForm {...props} />
    </Dialog>
  )
}

interface Place {
  contributionId: string | null
  name: string
  units: number
}

function SpoilForm({ lot, producerId, onClose }: Props) {
  const { t } = useTranslation('pool')
  const format = useFormat()
  const say = useToast()
  const queries = useQueryClient()
  const intention = useIntention()
  const every: Place[] = [
    { contributionId: null, name: t('store.home'), units: lot.free },
    ...lot.pools.map((pool) => ({
      contributionId: pool.contribution_id,
      name: t('store.inOffer', { offer: pool.offer_name }),
      units: pool.loose,
    })),
  ]
  const places = every.filter(({ units }) => units > 0)
  const [picked, setPicked] = useState<string | null>(null)
  const [typed, setTyped] = useState(1)
  const [reason, setReason] = useState<LossReason>('went_bad')
  const place = places.find(({ contributionId }) => contributionId === picked) ?? places[0]
  const most = place?.units ?? 0
  const units = Math.min(typed, most)
  const said = (count: number) => `${format.count(count)} ${unitOf(lot, count, format.language)}`
  const spoil = useCommand({
    mutationFn: (from: Place) => {
      const path = { producer_id: producerId, lot_id: lot.id }
      const body = { units, reason, contribution_id: from.contributionId }
      const params = { path, header: intention.headers(body) }
      return ask(client.POST('/api/v1/producers/{producer_id}/lots/{lot_id}/losses', { params, body }))
    },
    onSuccess() {
      intention.fulfilled()
      say(t('store.spoiled', { count: units, units: said(units) }))
      onClose()
    },
    onSettled() {
      void queries.invalidateQueries({ queryKey: lotsQuery(producerId).queryKey })
    },
  })
  const message = useProblem(spoil.error)
  if (!place) return <p>{t('store.nothing')}</p>
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        spoil.mutate(place)
      }}
    >
      <ErrorSummary message={message} attempt={spoil.submittedAt} />
      {places.length > 1 && (
        <fieldset className="picks">
          <legend className="sr">{t('store.where')}</legend>
          {places.map((one) => (
            <Pick
              key={one.contributionId ?? 'home'}
              type="radio"
              name="where"
              checked={one === place}
              onChange={() => setPicked(one.contributionId)}
              title={one.name}
              detail={said(one.units)}
            />
          ))}
        </fieldset>
      )}
      <div className="row row--apart row--wrap">
        <span className="b">{t('store.howManyGone', { units: unitOf(lot, 2, format.language) })}</span>
        <Stepper
          value={units}
          max={most}
          label={t('store.howManyGone', { units: unitOf(lot, 2, format.language) })}
          onChange={setTyped}
        />
      </div>
      <Select
        name="reason"
        label={t('store.why')}
        value={reason}
        onChange={(event) => setReason(event.target.value as LossReason)}
      >
        {lossReasons.map((one) => (
          <option key={one} value={one}>
            {t(`store.reason.${one}`)}
          </option>
        ))}
      </Select>
      <p className="soft">
        {place.contributionId ? t('store.leavesOffer') : t('store.leavesHome', { units: said(most) })}
      </p>
      <div className="row row--wrap dialog__acts">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button type="submit" look="bad" busy={spoil.isPending}>
          {t('store.spoilGo', { units: said(units) })}
        </Button>
      </div>
    </form>
  )
}
