import { useQueries, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Lot, PoolRow } from '@/api/memberTypes'
import type { Coming, Task } from '@/app/workspace/tasks'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { unitOf } from '@/lib/offerWords'
import { unbroken } from '@/lib/unbroken'
import { useFormat } from '@/lib/useFormat'
import { lotsQuery, offersQuery } from './api'
import { onBoard } from './board'
import { fitting, today } from './parts'

const soon = 90
const dayLength = 86_400_000

function useMyLots(): Lot[] | undefined {
  const { me } = useWorkspace()
  return useQueries({
    queries: me.producers.map(({ id }) => lotsQuery(id)),
    combine: (answers) =>
      answers.some(({ data }) => !data) ? undefined : answers.flatMap(({ data }) => data?.results ?? []),
  })
}

/** A lot of mine with free units, and the offer that would take it. */
export function waiting(lots: Lot[], offers: PoolRow[], day = today()): { lot: Lot; offer: PoolRow }[] {
  return offers
    .filter(({ status }) => status !== 'closed')
    .flatMap((offer) => fitting(lots, offer.category, day).map((lot) => ({ lot, offer })))
    .filter(({ lot }, index, all) => all.findIndex((one) => one.lot.id === lot.id) === index)
}

/** What the pool asks of the person. */
export function useTasks(): Task[] {
  const { t } = useTranslation('pool')
  const format = useFormat()
  const { me, association } = useWorkspace()
  const offers = useQuery(offersQuery(association.id)).data?.results
  const lots = useMyLots()
  if (!offers || !lots) return []
  const at = (path: string) => `/a/${association.slug}/${path}`
  const writes = onBoard(association.roles)
  const tasks: Task[] = []
  if (writes && offers.length === 0) {
    tasks.push({
      id: 'first-offer',
      icon: 'pool',
      title: t('task.firstOffer'),
      detail: t('task.firstOfferDetail'),
      action: { label: t('list.first'), to: at('acopio/nueva') },
    })
  }
  const ready = offers.find(({ status, free }) => status === 'draft' && free > 0)
  if (writes && ready && association.status === 'constituted') {
    tasks.push({
      id: 'open',
      icon: 'basket',
      title: t('task.open', { name: ready.name }),
      detail: t('task.openDetail', {
        count: ready.free,
        units: `${format.count(ready.free)} ${unitOf(ready, ready.free, format.language)}`,
      }),
      action: { label: t('task.openGo'), to: at(`acopio/${ready.id}`) },
    })
  }
  if (me.producers.length > 0 && lots.length === 0 && offers.length > 0) {
    tasks.push({
      id: 'first-lot',
      icon: 'box',
      title: t('task.firstLot'),
      detail: t('task.firstLotDetail'),
      action: { label: t('mine.new'), to: at('lotes/nuevo') },
    })
  }
  for (const { lot, offer } of waiting(lots, offers).slice(0, 2)) {
    tasks.push({
      id: lot.id,
      icon: 'plus',
      title: t('task.add', {
        count: lot.free,
        units: `${format.count(lot.free)} ${unitOf(offer, lot.free, format.language)}`,
        lot: unbroken(lot.code),
      }),
      detail: t('task.addDetail', { count: lot.free, offer: offer.name }),
      action: { label: t('task.addGo'), to: at(`acopio/${offer.id}`) },
    })
  }
  return tasks
}

/** Dates of the person's own lots in the next three months. */
export function useComing(): Coming[] {
  const { t } = useTranslation('pool')
  const lots = useMyLots() ?? []
  const { association } = useWorkspace()
  const last = today(new Date(Date.now() + soon * dayLength))
  return lots
    .flatMap((lot) =>
      lot.best_before && lot.best_before >= today() && lot.best_before <= last
        ? [{ lot, at: lot.best_before }]
        : [],
    )
    .sort((a, b) => a.at.localeCompare(b.at))
    .slice(0, 4)
    .map(({ lot, at }) => ({
      id: lot.id,
      at,
      title: t('coming.lot', { lot: unbroken(lot.code) }),
      detail: lot.product_name,
      to: `/a/${association.slug}/lotes`,
    }))
}
