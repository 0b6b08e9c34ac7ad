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
import { Select } from '@/ui/Field'
import { useToast } from '@/ui/Toast'
import { lotsQuery, mostUnits } from './api'
import type { LotOf } from './LotActs'
import { lossReasons } from './lossReasons'
import { HowMany, StoreForm } from './StoreForm'

type Props = LotOf & { onClose(): void }

/** What is in the house, held against the book. */
export function CountDialog({ open, ...props }: Props & { open: boolean }) {
  const { t } = useTranslation('pool')
  return (
    <Dialog
      open={open}
      onClose={props.onClose}
      title={t('store.countTitle', { code: unbroken(props.lot.code) })}
    >
      <CountForm {...props} />
    </Dialog>
  )
}

function CountForm({ lot, producerId, onClose }: Props) {
  const { t } = useTranslation('pool')
  const format = useFormat()
  const say = useToast()
  const queries = useQueryClient()
  const intention = useIntention()
  // What the book said when the count began: whatever moves meanwhile makes the count a question again.
  const [begun, setBegun] = useState({ version: lot.version, onHand: lot.on_hand })
  const [counted, setCounted] = useState(lot.on_hand)
  const [why, setWhy] = useState<LossReason | 'wrong' | ''>('')
  const said = (count: number) => `${format.count(count)} ${unitOf(lot, count, format.language)}`
  const difference = counted - begun.onHand
  const wrong = difference < 0 && why === 'wrong'
  const count = useCommand({
    mutationFn: () => {
      const path = { producer_id: producerId, lot_id: lot.id }
      const { version } = begun
      if (wrong) {
        const body = { units: lot.units + difference, version }
        return ask(
          client.POST('/api/v1/producers/{producer_id}/lots/{lot_id}/correction', {
            params: { path, header: intention.headers({ wrong, ...body }) },
            body,
          }),
        )
      }
      const reason = difference < 0 && why && why !== 'wrong' ? why : undefined
      const body = { counted, version, reason }
      return ask(
        client.POST('/api/v1/producers/{producer_id}/lots/{lot_id}/counts', {
          params: { path, header: intention.headers(body) },
          body,
        }),
      )
    },
    onSuccess() {
      intention.fulfilled()
      say(t('store.counted', { code: unbroken(lot.code) }))
      onClose()
    },
    async onSettled(_done, failed) {
      await queries.invalidateQueries({ queryKey: lotsQuery(producerId).queryKey })
      if (!failed) return
      const now = queries
        .getQueryData(lotsQuery(producerId).queryKey)
        ?.results.find(({ id }) => id === lot.id)
      if (now) setBegun({ version: now.version, onHand: now.on_hand })
    },
  })
  return (
    <StoreForm
      command={count}
      go={t('store.countGo')}
      look="go"
      onGo={() => count.mutate()}
      onClose={onClose}
    >
      <p className="soft">{t('store.expected', { count: begun.onHand, units: said(begun.onHand) })}</p>
      <HowMany lot={lot} ask="howMany" value={counted} min={0} max={mostUnits} onChange={setCounted} />
      <p role="status">
        {difference === 0 && t('store.same')}
        {difference < 0 && t('store.missing', { count: -difference, units: said(-difference) })}
        {difference > 0 && t('store.found', { count: difference, units: said(difference) })}
      </p>
      {difference < 0 && (
        <Select
          name="why"
          label={t('store.why')}
          value={why}
          onChange={(event) => setWhy(event.target.value as typeof why)}
        >
          <option value="">{t('store.unknown')}</option>
          {lossReasons.map((reason) => (
            <option key={reason} value={reason}>
              {t(`store.reason.${reason}`)}
            </option>
          ))}
          <option value="wrong">{t('store.wrong')}</option>
        </Select>
      )}
    </StoreForm>
  )
}
