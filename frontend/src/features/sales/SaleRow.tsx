import { useTranslation } from 'react-i18next'
import type { NextStep, Sale } from '@/api/memberTypes'
import { allBack } from '@/lib/allBack'
import { unbroken } from '@/lib/unbroken'
import { useFormat } from '@/lib/useFormat'
import { Button } from '@/ui/Button'
import { delivered } from './ReturnDialog'
import styles from './SalesPage.module.css'

/** Of a long order the rest is one tap away. */
const atFirst = 5

interface Props {
  sale: Sale
  fresh: boolean
  onStep(step: NextStep): void
  onUndo(): void
  onReturn(): void
}

/** How an order stands, as one word of the table of texts. */
export function standingOf({ status, handover, delivery, lines }: Sale) {
  if (status !== 'paid') return status
  if (allBack({ lines })) return 'came_back' as const
  return handover === 'waiting' ? (`waiting_${delivery}` as const) : handover
}

/** An order: what, for whom, what of it is the reader's, and how far it is on its way. */
export function SaleRow({ sale, fresh, onStep, onUndo, onReturn }: Props) {
  const { t } = useTranslation('sales')
  const format = useFormat()
  const mine = sale.lines.flatMap(({ parts }) => parts).filter((part) => part.mine)
  const units = mine.reduce((sum, part) => sum + part.units, 0)
  const amount = mine.reduce((sum, part) => sum + part.amount_clp, 0)
  const standing = standingOf(sale)
  const back = delivered(sale).length > 0
  return (
    <li className={`${styles.row} ${fresh ? 'fresh arrive' : ''}`}>
      <div className={styles.words}>
        <p className="row row--wrap row--2">
          <b>{unbroken(sale.number)}</b>
          <span className={`${styles.standing} ${styles[standing] ?? ''}`}>{t(`standing.${standing}`)}</span>
        </p>
        <Lines lines={sale.lines.slice(0, atFirst)} />
        {sale.lines.length > atFirst && (
          <details className={styles.more}>
            <summary>{t('lines', { count: sale.lines.length - atFirst })}</summary>
            <Lines lines={sale.lines.slice(atFirst)} />
          </details>
        )}
        <p className="small soft">
          {format.when(sale.paid_at ?? sale.placed_at)}
          {' · '}
          {t(`delivery.${sale.delivery}`)}
        </p>
        {sale.contact && (
          <p className="small">
            {sale.contact.name}
            {sale.contact.email && (
              <>
                {' · '}
                <a href={`mailto:${sale.contact.email}`}>{sale.contact.email}</a>
              </>
            )}
            {sale.contact.address && ` · ${sale.contact.address}`}
          </p>
        )}
        {sale.steps.map((step) => (
          <p key={step.step} className="small soft">
            {step.by
              ? t(`done.${step.step}By`, { when: format.when(step.taken_at), name: step.by })
              : t(`done.${step.step}`, { when: format.when(step.taken_at) })}
            {step.note && ` «${step.note}»`}
          </p>
        ))}
      </div>
      <p className="r">
        <b className="nw">{format.pesos(sale.total_clp)}</b>
        {units + amount > 0 && (
          <span className={`small soft ${styles.mine}`}>
            {t('mine', { count: units, units: format.count(units) })}
            <br />
            <span className="nw">{format.pesos(amount)}</span>
          </span>
        )}
      </p>
      {(sale.next_steps.length > 0 || sale.undo || back) && (
        <div className={`row row--wrap ${styles.acts}`}>
          {sale.next_steps.map((step) => (
            <Button
              key={step}
              small
              onClick={() => onStep(step)}
              icon={step === 'sent' ? 'truck' : undefined}
            >
              {t(`step.${step}`)}
              <span className="sr">: {sale.number}</span>
            </Button>
          ))}
          {back && (
            <Button small look="plain" onClick={onReturn}>
              {t('back.open')}
              <span className="sr">: {sale.number}</span>
            </Button>
          )}
          {sale.undo && (
            <Button small look="plain" onClick={onUndo}>
              {t('undo.open')}
              <span className="sr">: {sale.number}</span>
            </Button>
          )}
        </div>
      )}
    </li>
  )
}

function Lines({ lines }: Pick<Sale, 'lines'>) {
  const { t } = useTranslation('sales')
  const format = useFormat()
  return (
    <ul>
      {lines.map((line) => (
        <li key={line.id}>
          {format.count(line.units)} × {line.name}
          {line.waiting > 0 && <b className={styles.news}>{t('stopped.waiting', { count: line.waiting })}</b>}
          {line.short > 0 && <b className={styles.news}>{t('stopped.short', { count: line.short })}</b>}
          {line.returned > 0 && (
            <b className={styles.news}>
              {t(line.refunded_clp > 0 ? 'back.came' : 'back.cameUnpaid', {
                count: line.returned,
                amount: format.pesos(line.refunded_clp),
              })}
            </b>
          )}
        </li>
      ))}
    </ul>
  )
}
