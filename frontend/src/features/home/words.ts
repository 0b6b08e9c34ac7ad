import type { TFunction } from 'i18next'
import type { Format } from '@/lib/format'
import { today } from '@/lib/moments'
import { unitOf } from '@/lib/offerWords'
import { unbroken } from '@/lib/unbroken'
import type { IconName } from '@/ui/Icon'
import type { HomeDate, HomeTask, TaskKind } from './types'

export interface TaskWords {
  icon: IconName
  title: string
  detail: string
  /** What its button says. */
  go: string
  /** Where its button leads, for what is not answered here. */
  to: string | null
}

const icons: Record<TaskKind, IconName> = {
  answer_mandate: 'hand',
  answer_invitation: 'user',
  cast_vote: 'check',
  accept_statutes: 'hand',
  review_statutes: 'clock',
  invite_founders: 'user',
  wait_for_founders: 'clock',
  wait_for_vote: 'clock',
  wait_for_admission: 'clock',
  answer_applications: 'user',
  withdraw_left: 'undo',
  lot_expiring: 'clock',
  open_offer: 'basket',
  contribute_lot: 'plus',
  first_offer: 'pool',
  first_lot: 'box',
}

/** Who is asked before she came in has these kinds of question; everything else is work. */
export const isQuestion = ({ kind }: HomeTask) => kind === 'answer_mandate' || kind === 'answer_invitation'

/** A task in words: what it is, until when and how much, and what its button does. */
export function taskWords(task: HomeTask, t: TFunction<'home'>, format: Format): TaskWords {
  const count = task.units ?? 0
  const missing = (task.need ?? 0) - (task.have ?? 0)
  const past = task.until !== null && daysTo(task.until) < 0
  const kind = task.kind === 'lot_expiring' && past ? 'lot_expired' : task.kind
  const values = {
    title: task.name ?? '',
    when: task.until ? format.onWhen(task.until) : '',
    count: kind === 'wait_for_founders' ? missing : count,
    units: counted(task, count, format),
    association: task.association?.name ?? t('anAssociation'),
    producer: task.name ?? task.producers[0]?.name ?? '',
    by: task.by ?? '',
    lot: unbroken(task.lot?.code ?? ''),
    product: task.lot?.product_name ?? '',
    offer: task.offer?.name ?? '',
    version: task.statutes?.version ?? 0,
    have: task.have ?? 0,
    need: task.need ?? 0,
    day: task.until ? format.onDay(task.until) : '',
  }
  return {
    icon: icons[task.kind],
    title: t(`task.${kind}.title`, values),
    detail: t(`task.${kind}.detail`, values),
    go: t(`task.${kind}.go`, values),
    to: placeOf(task),
  }
}

function counted({ offer, lot }: HomeTask, count: number, format: Format): string {
  if (offer) return `${format.count(count)} ${unitOf(offer, count, format.language)}`
  return lot ? `${format.count(count)} × ${lot.product_name}` : format.count(count)
}

function placeOf({ kind, association, offer, question_id }: HomeTask): string | null {
  if (kind === 'answer_invitation') return `/mis-invitaciones/${question_id}`
  if (kind === 'wait_for_admission' || kind === 'wait_for_vote') return `/solicitudes/${question_id}`
  const home = association && `/a/${association.slug}`
  if (kind === 'lot_expiring') return home && offer ? `${home}/acopio/${offer.id}` : null
  if (!home) return null
  switch (kind) {
    case 'cast_vote':
      return `${home}/decisiones/${question_id}/votar`
    case 'review_statutes':
      return `${home}/estatutos`
    case 'answer_applications':
      return `${home}/solicitudes`
    case 'wait_for_founders':
      return `${home}/socios`
    case 'open_offer':
    case 'contribute_lot':
      return offer && `${home}/acopio/${offer.id}`
    case 'first_offer':
      return `${home}/acopio/nueva`
    case 'first_lot':
      return `${home}/lotes/nuevo`
    default:
      return null
  }
}

const dayLength = 86_400_000

function daysTo(day: string): number {
  return (Date.parse(day.slice(0, 10)) - Date.parse(today())) / dayLength
}

export interface DateWords {
  /** «mañana», «miércoles 25», and further away «6 ene»: a year is not needed within a season. */
  at: string
  title: string
  detail: string
  to: string | null
}

export function dateWords(
  date: HomeDate,
  slug: string | null,
  t: TFunction<'home'>,
  format: Format,
): DateWords {
  const values = {
    lot: unbroken(date.lot?.code ?? ''),
    product: date.lot?.product_name ?? '',
    count: date.units ?? 0,
    units: format.count(date.units ?? 0),
    producer: date.producers[0]?.name ?? '',
    name: date.name ?? '',
    association: date.association?.name ?? t('anAssociation'),
    clock: date.kind === 'assembly' ? format.clock(date.at) : '',
  }
  const place = date.association?.slug ?? slug
  return {
    at: daysTo(date.at) < 6 ? format.dayAloud(date.at) : format.dayShort(date.at),
    title: t(`date.${date.kind}.title`, values),
    detail: t(`date.${date.kind}.detail`, values),
    to: place && `/a/${place}/${date.kind === 'assembly' ? 'decisiones/asambleas' : 'lotes'}`,
  }
}

/** Those of this association and of the person herself first; within each, as the server ordered them. */
export function ownFirst(tasks: HomeTask[], associationId: string | undefined): HomeTask[] {
  const here = ({ association }: HomeTask) => !association?.id || association.id === associationId
  return [...tasks.filter(here), ...tasks.filter((task) => !here(task))]
}
