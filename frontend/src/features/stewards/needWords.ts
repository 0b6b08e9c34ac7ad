import type { TFunction } from 'i18next'
import type { Need } from '@/api/stewardTypes'
import type { Format } from '@/lib/format'
import { duration } from './duration'

/** Where the button is that mends it; what has none is mended at the machine. */
const mended: Record<string, string> = {
  MingaEventsParked: '/equipo/apartados',
  MingaTasksFailed: '/equipo/trabajo#tareas',
  MingaTasksLate: '/equipo/trabajo#tareas',
  MingaSweepFails: '/equipo/trabajo#barridos',
  MingaSweepLate: '/equipo/trabajo#barridos',
  MingaMailFailed: '/equipo/trabajo#cartas',
  MingaMailLate: '/equipo/trabajo#cartas',
  MingaMailRefused: '/equipo/trabajo#cartas',
  MingaRefundsFailed: '/equipo/trabajo#pagos',
  MingaWebhooksLate: '/equipo/trabajo#pagos',
}

const known = {
  MingaBackupOld: 1,
  MingaConsumerLag: 1,
  MingaConsumerSilent: 1,
  MingaEventsParked: 1,
  MingaMailFailed: 1,
  MingaMailLate: 1,
  MingaMailRefused: 1,
  MingaOutboxLag: 1,
  MingaPaymentsOverdue: 1,
  MingaPaymentsUnknown: 1,
  MingaProcessMissing: 1,
  MingaRefundsFailed: 1,
  MingaRefundsLate: 1,
  MingaSweepFails: 1,
  MingaSweepLate: 1,
  MingaTasksFailed: 1,
  MingaTasksLate: 1,
  MingaWebhooksLate: 1,
  MingaWorkerSilent: 1,
}

export interface NeedWords {
  title: string
  /** What to do now, in one or two sentences. */
  todo: string
  to: string | null
}

/** A need in words; one that this page does not know yet keeps its name, which stands in docs/operations.md. */
export function needWords(need: Need, t: TFunction<'stewards'>, format: Format): NeedWords {
  const values = {
    about: need.about,
    count: need.count ?? 0,
    many: format.count(need.count ?? 0),
    long: duration(need.seconds ?? 0, format.language),
    error: need.error,
    alarm: need.alarm,
  }
  const never =
    need.seconds === null && (need.alarm === 'MingaConsumerSilent' || need.alarm === 'MingaWorkerSilent')
  const name = never ? `${need.alarm}Never` : need.alarm in known ? need.alarm : 'other'
  const todo = need.alarm in known ? need.alarm : 'other'
  return {
    title: t(`need.${name as 'MingaOutboxLag'}`, values),
    todo: t(`todo.${todo as 'MingaOutboxLag'}`, values),
    to: mended[need.alarm] ?? null,
  }
}
