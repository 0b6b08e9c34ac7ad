import { useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Lot, Pool } from '@/api/memberTypes'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { unitOf } from '@/lib/offerWords'
import { refuse } from '@/lib/refuse'
import { unbroken } from '@/lib/unbroken'
import { useDraft } from '@/lib/useDraft'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Pick } from '@/ui/Field'
import { Lines, Waiting } from '@/ui/Skeleton'
import { Stepper } from '@/ui/Stepper'
import { useToast } from '@/ui/Toast'
import { AfterWords } from './AfterWords'
import { lotsQuery } from './api'
import { LotDates } from './LotDates'
import { checkLot, type LotDraft, LotFields, lotOf, newLotDraft } from './LotFields'
import { MakerField } from './MakerField'
import { firstMaker, makersOf } from './makers'
import { fitting } from './parts'
import { useContribute } from './useContribute'

interface Props {
  pool: Pool
  /** The lot that was pressed elsewhere. */
  lot: string | null
  open: boolean
  onClose(): void
}

interface Choice {
  lot: Lot
  producerId: string
  producer: string
  itself: boolean
}

/** Which lot, and how many of it; without a fitting lot, one is written down right here. */
export function ContributeDialog({ pool, lot, open, onClose }: Props) {
  const { t } = useTranslation('pool')
  // Read with the page, so that the dialog opens at once, and without signal too.
  useChoices(pool)
  return (
    <Dialog open={open} onClose={onClose} title={t('add.title', { name: pool.name })}>
      <ContributeForm pool={pool} lot={lot} onClose={onClose} />
    </Dialog>
  )
}

function useChoices(pool: Pool) {
  const { me, association } = useWorkspace()
  const makers = makersOf(me, association)
  return useQueries({
    queries: makers.map(({ id }) => lotsQuery(id)),
    combine: (answers) => ({
      waiting: answers.some(({ isPending }) => isPending),
      choices: answers.flatMap((answer, index): Choice[] => {
        const producer = makers[index]
        if (!producer) return []
        return fitting(answer.data?.results ?? [], pool.category).map((lot) => ({
          lot,
          producerId: producer.id,
          producer: producer.name,
          itself: producer.itself,
        }))
      }),
    }),
  })
}

function ContributeForm({ pool, lot, onClose }: Omit<Props, 'open'>) {
  const { t } = useTranslation('pool')
  const { t: ofApp } = useTranslation('app')
  const format = useFormat()
  const say = useToast()
  const { me, association } = useWorkspace()
  const { waiting, choices } = useChoices(pool)
  const [lotId, setLotId] = useState<string | null>(lot)
  const [typed, setTyped] = useState<number | null>(null)
  const [draft, change, done] = useDraft<LotDraft>(`lot.${pool.id}`, {
    ...newLotDraft,
    product_name: pool.name,
  })
  const [asked, setAsked] = useState<string | null>(null)
  const makers = makersOf(me, association)
  const maker = firstMaker(makers, association, asked)
  const [early, setEarly] = useState<unknown>(null)
  const add = useContribute(pool)
  const message = useProblem(early ?? add.error)
  if (waiting) {
    return (
      <Waiting>
        <Lines />
      </Waiting>
    )
  }
  // The lot that was asked for may have gone in meanwhile.
  const chosen =
    choices.find((choice) => choice.lot.id === lotId) ?? (lotId === 'new' ? undefined : choices[0])
  const units = Math.min(typed ?? chosen?.lot.free ?? 1, chosen?.lot.free ?? 1)
  const adding = chosen ? units : Number(draft.units) || 0
  const word = (count: number) => unitOf(pool, count, format.language)
  const send = () => {
    setEarly(null)
    try {
      if (!chosen) refuse(checkLot(draft, t))
    } catch (error) {
      setEarly(error)
      return
    }
    const producerId = chosen?.producerId ?? maker
    const wanted = chosen
      ? { lotId: chosen.lot.id, producerId, units, most: chosen.lot.free }
      : { producerId, lot: lotOf({ ...draft, category: pool.category }) }
    add.mutate(wanted, {
      onSuccess({ units: added, waits }) {
        if (!chosen) done()
        if (waits) say(ofApp('line.kept'))
        else say(t('add.done', { count: added, units: `${format.count(added)} ${word(added)}` }))
        onClose()
      },
    })
  }
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <ErrorSummary message={message} attempt={early ? 0 : add.submittedAt} />
      {choices.length > 0 && (
        <fieldset className="picks">
          <legend className="sr">{t('add.which')}</legend>
          {choices.map(({ lot, producer }) => (
            <Pick
              key={lot.id}
              type="radio"
              name="lot"
              checked={chosen?.lot.id === lot.id}
              onChange={() => {
                setLotId(lot.id)
                setTyped(null)
              }}
              title={`${unbroken(lot.code)} · ${lot.product_name}`}
              detail={
                <>
                  {makers.length > 1 && `${producer} · `}
                  {t('add.free', { count: lot.free, units: `${format.count(lot.free)} ${word(lot.free)}` })}
                  {' · '}
                  <LotDates made={lot.made_on} until={lot.best_before} />
                </>
              }
            />
          ))}
          <Pick
            type="radio"
            name="lot"
            checked={!chosen}
            onChange={() => setLotId('new')}
            title={t('add.other')}
            detail={t('add.otherDetail')}
          />
        </fieldset>
      )}
      {pool.requires.length > 0 && <p className="soft">{t('add.requires')}</p>}
      {chosen ? (
        <div className="row row--apart row--wrap">
          <span className="b">{t('add.howMany', { units: unitOf(pool, 2, format.language) })}</span>
          <Stepper
            value={units}
            max={chosen.lot.free}
            label={t('add.howMany', { units: unitOf(pool, 2, format.language) })}
            onChange={setTyped}
          />
        </div>
      ) : (
        <>
          {choices.length === 0 && <p className="soft">{t('add.none')}</p>}
          <MakerField makers={makers} chosen={maker} onChoose={setAsked} />
          <LotFields
            draft={draft}
            errors={message?.fields ?? {}}
            unit={unitOf(pool, 2, format.language)}
            onChange={change}
            short
          />
        </>
      )}
      {adding > 0 && (
        <AfterWords
          pool={pool}
          units={adding}
          itself={chosen ? chosen.itself : makers.some(({ id, itself }) => itself && id === maker)}
        />
      )}
      <div className="row row--wrap dialog__acts">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button type="submit" look="go" busy={add.isPending}>
          {chosen ? t('add.go', { units: `${format.count(units)} ${word(units)}` }) : t('add.goNew')}
        </Button>
      </div>
    </form>
  )
}
