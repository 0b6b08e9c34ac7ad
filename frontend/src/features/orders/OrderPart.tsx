import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Order, OrderGroup, OrderLine } from '@/api/types'
import { allBack } from '@/lib/allBack'
import type { Format } from '@/lib/format'
import { unitOf } from '@/lib/offerWords'
import { useFormat } from '@/lib/useFormat'
import { type Step, Steps } from '@/ui/Steps'
import styles from './OrderPart.module.css'

/** What one association sells and delivers, and how far it is. */
export function OrderPart({ part, group }: { part: Order; group: OrderGroup }) {
  const { t } = useTranslation('orders')
  const format = useFormat()
  return (
    <section className={styles.part} aria-labelledby={`part-${part.id}`}>
      <div className="row row--apart row--top">
        <h2 className={`name h3 ${styles.name}`} id={`part-${part.id}`}>
          <Link to={`/asociaciones/${part.association.slug}`}>{part.association.name}</Link>
        </h2>
        <b className="nw">{format.pesos(part.total_clp)}</b>
      </div>
      <ul className={`small soft ${styles.lines}`}>
        {part.lines.map((line) => (
          <Line key={line.id} line={line} />
        ))}
      </ul>
      <Steps steps={stepsOf(part, group, t, format)} />
    </section>
  )
}

function Line({ line }: { line: OrderLine }) {
  const { t } = useTranslation('orders')
  const format = useFormat()
  const unit = (units: number) => `${format.count(units)} ${unitOf(line, units, format.language)}`
  const from = line.parts.map((part) => `${part.public_name} ${format.count(part.units)}`)
  return (
    <li>
      <b>{line.name}</b>
      {`: ${unit(line.units)}, ${format.pesos(line.total_clp)}`}
      {line.waiting > 0 && (
        <>
          <br />
          {t('order.waiting', { count: line.waiting, units: unit(line.waiting) })}
        </>
      )}
      {line.short > 0 && (
        <>
          <br />
          {t('order.short', { count: line.short, units: unit(line.short) })}
        </>
      )}
      {line.returned > 0 && (
        <>
          <br />
          {t(line.refunded_clp > 0 ? 'order.returned' : 'order.returnedUnpaid', {
            count: line.returned,
            units: unit(line.returned),
            amount: format.pesos(line.refunded_clp),
          })}
        </>
      )}
      {from.length > 0 && (
        <>
          <br />
          {t('order.from', { count: from.length, parts: format.list(from) })}
        </>
      )}
    </li>
  )
}

type Texts = ReturnType<typeof useTranslation<'orders'>>['t']

function stepsOf(part: Order, group: OrderGroup, t: Texts, { when, onWhen }: Format): Step[] {
  const placed: Step = { id: 'placed', title: t('step.placed'), detail: when(group.placed_at), state: 'done' }
  if (part.status === 'pending') {
    return [
      placed,
      {
        id: 'pay',
        title: t('step.pay'),
        detail: group.expires_at ? t('step.payUntil', { when: onWhen(group.expires_at) }) : undefined,
        state: 'now',
      },
      { id: 'prepare', title: t('step.prepare'), state: 'next' },
    ]
  }
  if (part.status === 'paid') {
    const paid = group.paid_at ? when(group.paid_at) : undefined
    return [
      placed,
      { id: 'paid', title: t('step.paid'), detail: paid, state: 'done' },
      ...wayOf(part, group, t, when),
    ]
  }
  return [placed, { id: part.status, title: t(`step.${part.status}`), state: 'done' }]
}

/** The goods' way after the payment: what the association has marked, and what comes next. */
function wayOf(part: Order, group: OrderGroup, t: Texts, when: (moment: string) => string): Step[] {
  const done = part.steps.map(
    ({ step, taken_at: at, note }): Step => ({
      id: step,
      title: t(`step.${step}`),
      detail: note ? `${when(at)}. ${t('step.note', { note })}` : when(at),
      state: 'done',
    }),
  )
  if (allBack(part)) return [...done, { id: 'came_back', title: t('step.came_back'), state: 'done' }]
  const coming = t(group.delivery === 'pickup' ? 'step.fetch' : 'step.arrive')
  if (part.handover === 'handed_over') return done
  if (part.handover !== 'waiting') return [...done, { id: 'coming', title: coming, state: 'now' }]
  return [
    { id: 'prepare', title: t('step.prepare'), detail: t(`step.${group.delivery}`), state: 'now' },
    { id: 'coming', title: coming, state: 'next' },
  ]
}
