import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Pool, PoolLot } from '@/api/memberTypes'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { unitOf } from '@/lib/offerWords'
import { unbroken } from '@/lib/unbroken'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { useQueuedCommand } from '@/line/useQueuedCommand'
import { unitWords } from '@/line/words'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Pick } from '@/ui/Field'
import { Stepper } from '@/ui/Stepper'
import { useToast } from '@/ui/Toast'
import { AfterWords } from './AfterWords'
import { touched } from './useContribute'

interface Props {
  pool: Pool
  /** The reader's lots with units that nobody holds. */
  lots: PoolLot[]
  /** The contribution whose button was pressed. */
  chosen: string | null
  open: boolean
  onClose(): void
}

export function WithdrawDialog({ pool, lots, chosen, open, onClose }: Props) {
  const { t } = useTranslation('pool')
  return (
    <Dialog open={open} onClose={onClose} title={t('out.title')}>
      <WithdrawForm pool={pool} lots={lots} chosen={chosen} onClose={onClose} />
    </Dialog>
  )
}

/** What nobody holds: what is for sale, and what waits for a certificate. */
const restOf = (lot: PoolLot) => lot.free + lot.uncovered

function WithdrawForm({ pool, lots, chosen, onClose }: Omit<Props, 'open'>) {
  const { t } = useTranslation('pool')
  const format = useFormat()
  const say = useToast()
  const queries = useQueryClient()
  const { association } = useWorkspace()
  const [picked, setPicked] = useState(chosen)
  const [typed, setTyped] = useState(1)
  const lot = lots.find(({ contribution_id }) => contribution_id === picked) ?? lots[0]
  // Whoever acts for others too, and for the association, has lots of each here.
  const several = new Set(lots.map(({ producer_id }) => producer_id)).size > 1
  const most = lot ? restOf(lot) : 0
  const units = Math.min(typed, most)
  const said = (count: number) => `${format.count(count)} ${unitOf(pool, count, format.language)}`
  const out = useQueuedCommand({
    wanted: (from: PoolLot) => ({
      kind: 'withdraw',
      values: { ...unitWords(pool), name: pool.name, most },
      path: `/api/v1/associations/${association.id}/contributions/${from.contribution_id}/withdraw`,
      body: { units },
      where: `/a/${association.slug}/acopio/${pool.id}`,
      touches: touched(association.id, pool.id),
    }),
    onDone() {
      say(t('out.done', { count: units, units: said(units) }))
      onClose()
    },
    onWaits: onClose,
    onSettled() {
      for (const queryKey of touched(association.id, pool.id)) void queries.invalidateQueries({ queryKey })
    },
  })
  const message = useProblem(out.error)
  if (!lot) return <p>{t('out.nothing')}</p>
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        out.mutate(lot)
      }}
    >
      <ErrorSummary message={message} attempt={out.submittedAt} />
      {lots.length > 1 && (
        <fieldset className="picks">
          <legend className="sr">{t('add.which')}</legend>
          {lots.map((one) => (
            <Pick
              key={one.contribution_id}
              type="radio"
              name="lot"
              checked={one === lot}
              onChange={() => setPicked(one.contribution_id)}
              title={unbroken(one.code)}
              detail={[
                several && one.producer_name,
                t('out.free', { count: restOf(one), units: said(restOf(one)) }),
              ]
                .filter(Boolean)
                .join(' · ')}
            />
          ))}
        </fieldset>
      )}
      <div className="row row--apart row--wrap">
        <span className="b">{t('add.howMany', { units: unitOf(pool, 2, format.language) })}</span>
        <Stepper
          value={units}
          max={most}
          label={t('add.howMany', { units: unitOf(pool, 2, format.language) })}
          onChange={setTyped}
        />
      </div>
      <p className="soft">
        {lots.length === 1 && `${t('out.free', { count: most, units: said(most) })}. `}
        {t(lot.itself ? 'itself.out' : 'out.consequence', { code: unbroken(lot.code) })}
      </p>
      <AfterWords pool={pool} units={-units} itself={lot.itself} />
      <div className="row row--wrap dialog__acts">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button type="submit" look="bad" busy={out.isPending}>
          {t('out.go', { units: said(units) })}
        </Button>
      </div>
    </form>
  )
}
