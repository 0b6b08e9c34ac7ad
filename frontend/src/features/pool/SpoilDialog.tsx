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
import { Dialog } from '@/ui/Dialog'
import { Pick, Select } from '@/ui/Field'
import { useToast } from '@/ui/Toast'
import { lotsQuery } from './api'
import type { LotOf } from './LotActs'
import { lossReasons } from './lossReasons'
import { HowMany, StoreForm } from './StoreForm'

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
  if (!place) return <p>{t('store.nothing')}</p>
  return (
    <StoreForm
      command={spoil}
      go={t('store.spoilGo', { units: said(units) })}
      look="bad"
      onGo={() => spoil.mutate(place)}
      onClose={onClose}
    >
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
      <HowMany lot={lot} ask="howManyGone" value={units} min={1} max={most} onChange={setTyped} />
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
    </StoreForm>
  )
}
