import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import type { LossReason, Sale, SaleLine } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { refuse } from '@/lib/refuse'
import { unbroken } from '@/lib/unbroken'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Pick, Select } from '@/ui/Field'
import { Stepper } from '@/ui/Stepper'
import { useToast } from '@/ui/Toast'
import { changed, knownAfter } from './returned'

interface Props {
  sale: Sale | null
  onClose(): void
}

/** What happens to goods on their way; the other reasons are for what a producer finds at home. */
const reasons = ['broken', 'went_bad', 'stolen', 'other'] as const satisfies readonly LossReason[]

const leftOf = (line: SaleLine) => line.from_lots.reduce((sum, { units }) => sum + units, 0)

/** Lines of which the buyer has something. */
export const delivered = (sale: Sale) => sale.lines.filter((line) => line.from_lots.length > 0)

/** What came back from the buyer: to be sold again or lost, and whether her money goes back. */
export function ReturnDialog({ sale, onClose }: Props) {
  const { t } = useTranslation('sales')
  return (
    <Dialog
      open={sale !== null}
      onClose={onClose}
      title={sale ? t('back.title', { number: sale.number }) : ''}
    >
      {sale && <ReturnForm sale={sale} onClose={onClose} />}
    </Dialog>
  )
}

function ReturnForm({ sale, onClose }: { sale: Sale; onClose(): void }) {
  const { t } = useTranslation('sales')
  const [picked, setPicked] = useState<string | null>(null)
  const lines = delivered(sale)
  const line = lines.find(({ id }) => id === picked) ?? lines[0]
  if (!line) return <p>{t('back.nothing')}</p>
  return (
    <>
      {lines.length > 1 && (
        <fieldset className="picks">
          <legend className="b">{t('back.which')}</legend>
          {lines.map((one) => (
            <Pick
              key={one.id}
              type="radio"
              name="line"
              checked={one === line}
              onChange={() => setPicked(one.id)}
              title={one.name}
              detail={t('back.has', { count: leftOf(one) })}
            />
          ))}
        </fieldset>
      )}
      <LineForm key={line.id} sale={sale} line={line} alone={lines.length === 1} onClose={onClose} />
    </>
  )
}

interface LineProps {
  sale: Sale
  line: SaleLine
  alone: boolean
  onClose(): void
}

function LineForm({ sale, line, alone, onClose }: LineProps) {
  const { t } = useTranslation('sales')
  const format = useFormat()
  const { association } = useWorkspace()
  const queries = useQueryClient()
  const intention = useIntention()
  const say = useToast()
  // How much had come back when the form was opened: what somebody else notes meanwhile makes it a question again.
  const [known, setKnown] = useState({ returned: line.returned, meanwhile: 0 })
  const [typed, setTyped] = useState({ good: 1, lost: 0 })
  const [lot, setLot] = useState('')
  const [reason, setReason] = useState<(typeof reasons)[number]>('broken')
  const [refund, setRefund] = useState<boolean | null>(null)
  const from = line.from_lots.find(({ lot_id }) => lot_id === lot)
  const most = from?.units ?? leftOf(line)
  const good = Math.min(typed.good, most)
  const lost = Math.min(typed.lost, most - good)
  const units = good + lost
  const note = useCommand({
    mutationFn() {
      refuse({
        good: units === 0 && t('back.howManyMissing'),
        refund: refund === null && t('back.moneyMissing'),
      })
      const body = {
        good,
        lost,
        refund: refund === true,
        before: known.returned,
        ...(lost > 0 && { reason }),
        ...(from && { lot_id: from.lot_id }),
      }
      const path = { association_id: association.id, order_id: sale.id, line_id: line.id }
      return ask(
        client.POST('/api/v1/associations/{association_id}/orders/{order_id}/lines/{line_id}/returns', {
          params: { path, header: intention.headers(body) },
          body,
        }),
      )
    },
    onSuccess() {
      intention.fulfilled()
      say(t('back.said', { count: units, number: sale.number }))
      onClose()
    },
    onError: (error) => setKnown(knownAfter(known, error)),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['sales', association.id] }),
  })
  const problem = useProblem(note.error)
  const message =
    problem && changed(note.error) && known.meanwhile > 0
      ? {
          ...problem,
          detail: t('back.meanwhile', { count: known.meanwhile, all: format.count(known.returned) }),
        }
      : problem
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        note.mutate()
      }}
    >
      <ErrorSummary message={message} attempt={note.submittedAt} />
      {alone && (
        <p className="soft">
          {line.name}: {t('back.has', { count: leftOf(line) })}
        </p>
      )}
      {line.from_lots.length > 1 && (
        <Select
          name="lot_id"
          label={t('back.lot')}
          value={from ? lot : ''}
          onChange={({ target }) => setLot(target.value)}
        >
          <option value="">{t('back.anyLot', { code: unbroken(line.from_lots[0]?.code ?? '') })}</option>
          {line.from_lots.map((one) => (
            <option key={one.lot_id} value={one.lot_id}>
              {t('back.ofLot', { count: one.units, code: unbroken(one.code) })}
            </option>
          ))}
        </Select>
      )}
      <div className="row row--apart row--wrap" id="good" tabIndex={-1}>
        <span>
          <b>{t('back.good')}</b>
          <br />
          <span className="small soft">{t('back.goodDetail')}</span>
        </span>
        <Stepper
          value={good}
          min={0}
          max={most - lost}
          label={t('back.good')}
          onChange={(next) => setTyped({ good: next, lost })}
        />
      </div>
      <div className="row row--apart row--wrap">
        <span>
          <b>{t('back.lost')}</b>
          <br />
          <span className="small soft">{t('back.lostDetail')}</span>
        </span>
        <Stepper
          value={lost}
          min={0}
          max={most - good}
          label={t('back.lost')}
          onChange={(next) => setTyped({ good, lost: next })}
        />
      </div>
      {lost > 0 && (
        <Select
          name="reason"
          label={t('back.why')}
          value={reason}
          onChange={({ target }) => setReason(target.value as typeof reason)}
        >
          {reasons.map((one) => (
            <option key={one} value={one}>
              {t(`back.reason.${one}`)}
            </option>
          ))}
        </Select>
      )}
      <fieldset className="picks" id="refund" tabIndex={-1}>
        <legend className="b">{t('back.money')}</legend>
        <Pick
          type="radio"
          name="refund"
          checked={refund === true}
          onChange={() => setRefund(true)}
          title={t('back.yes', { amount: format.pesos(units * line.unit_price_clp) })}
          detail={t('back.yesDetail')}
        />
        <Pick
          type="radio"
          name="refund"
          checked={refund === false}
          onChange={() => setRefund(false)}
          title={t('back.no')}
          detail={t('back.noDetail')}
        />
      </fieldset>
      <p className="small soft">{t('back.consequence', { name: sale.contact?.name ?? '' })}</p>
      <div className="row row--wrap dialog__acts">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button type="submit" look="go" busy={note.isPending}>
          {t('back.go')}
        </Button>
      </div>
    </form>
  )
}
