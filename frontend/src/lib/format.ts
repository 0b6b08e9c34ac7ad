/** Numbers, money and dates as people say them. The region's clock is used, wherever the reader is. */

export type Language = 'es' | 'en'
type Moment = Date | string | number

const zone = 'America/Santiago'
const locales: Record<Language, string> = { es: 'es-CL', en: 'en' }
const second = 1000
const minute = 60 * second
const hour = 60 * minute
const dayLength = 24 * hour

const words = {
  es: { today: 'hoy', yesterday: 'ayer', tomorrow: 'mañana', moment: 'hace un momento' },
  en: { today: 'today', yesterday: 'yesterday', tomorrow: 'tomorrow', moment: 'a moment ago' },
} as const

/** Whole pesos: `$15.990` in Spanish, `CLP 15,990` in English, where a bare `$` would mean dollars. */
function pesos(language: Language, amountClp: number): string {
  return new Intl.NumberFormat(locales[language], {
    style: 'currency',
    currency: 'CLP',
    currencyDisplay: language === 'es' ? 'narrowSymbol' : 'code',
    maximumFractionDigits: 0,
    useGrouping: 'always',
  }).format(amountClp)
}

function count(language: Language, value: number): string {
  return new Intl.NumberFormat(locales[language], { useGrouping: 'always', maximumFractionDigits: 1 }).format(
    value,
  )
}

/** A share in percent, without decimals unless it is under one: `35 %`. */
function percent(language: Language, value: number): string {
  const digits = value > 0 && value < 1 ? 1 : 0
  const number = new Intl.NumberFormat(locales[language], { maximumFractionDigits: digits }).format(value)
  return language === 'es' ? `${number}\u00a0%` : `${number}%`
}

/** The day in the region as a number that can be subtracted. */
function dayNumber(moment: Date): number {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(moment)
  return Math.round(Date.parse(`${parts}T00:00:00Z`) / dayLength)
}

function parse(moment: Moment): Date {
  // A date without a time means that day in the region, not midnight in Greenwich.
  if (typeof moment === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(moment)) return new Date(`${moment}T16:00:00Z`)
  return new Date(moment)
}

function clock(language: Language, moment: Moment): string {
  const time = new Intl.DateTimeFormat(locales[language], {
    timeZone: zone,
    hour: 'numeric',
    minute: '2-digit',
    hour12: language === 'en',
  }).format(parse(moment))
  return time.replace(/^0(?=\d:)/, '')
}

/** `6 de enero`, with the year when it is not this one. */
function day(language: Language, moment: Moment, now: Date = new Date()): string {
  const date = parse(moment)
  const year = (of: Date) => new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric' }).format(of)
  return new Intl.DateTimeFormat(locales[language], {
    timeZone: zone,
    day: 'numeric',
    month: 'long',
    ...(year(date) === year(now) ? {} : { year: 'numeric' }),
  }).format(date)
}

/** `6 ene`, `Jan 6`, where the season says which year. */
function dayShort(language: Language, moment: Moment): string {
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locales[language], { timeZone: zone, ...options })
      .format(parse(moment))
      .replace('.', '')
  const [number, name] = [part({ day: 'numeric' }), part({ month: 'short' })]
  return language === 'es' ? `${number} ${name}` : `${name} ${number}`
}

/** `domingo 22 de noviembre` */
function weekday(language: Language, moment: Moment): string {
  return new Intl.DateTimeFormat(locales[language], {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  })
    .format(parse(moment))
    .replace(',', '')
}

/** `mañana`, `miércoles 18` within a week, else `6 de enero`. */
function dayAloud(language: Language, moment: Moment, now: Date = new Date()): string {
  const date = parse(moment)
  const apart = dayNumber(date) - dayNumber(now)
  if (apart === 0) return words[language].today
  if (apart === -1) return words[language].yesterday
  if (apart === 1) return words[language].tomorrow
  if (Math.abs(apart) < 7) {
    const name = new Intl.DateTimeFormat(locales[language], { timeZone: zone, weekday: 'long' }).format(date)
    const number = new Intl.DateTimeFormat('en', { timeZone: zone, day: 'numeric' }).format(date)
    return `${name} ${number}`
  }
  return day(language, date, now)
}

/** `mañana, 9:00` */
function when(language: Language, moment: Moment, now: Date = new Date()): string {
  return `${dayAloud(language, moment, now)}, ${clock(language, moment)}`
}

/** As `dayAloud`, within a sentence: «vence mañana», «vence el miércoles 18». */
function onDay(language: Language, moment: Moment, now: Date = new Date()): string {
  return `${article(language, moment, now)}${dayAloud(language, moment, now)}`
}

/** As `when`, within a sentence: «cierra mañana, 9:00», «cierra el miércoles 18, 16:02». */
function onWhen(language: Language, moment: Moment, now: Date = new Date()): string {
  return `${article(language, moment, now)}${when(language, moment, now)}`
}

/** What Spanish puts before a day, unless it is yesterday, today or tomorrow. */
function article(language: Language, moment: Moment, now: Date): string {
  const apart = dayNumber(parse(moment)) - dayNumber(now)
  return language === 'es' && Math.abs(apart) > 1 ? 'el ' : ''
}

/** `hace 4 minutos` for what is under an hour old, else as `when`. */
function ago(language: Language, moment: Moment, now: Date = new Date()): string {
  return justNow(language, moment, now) ?? when(language, moment, now)
}

/** As `ago`, within a sentence: «usada hace 4 minutos», «usada el miércoles 18, 16:02». */
function onAgo(language: Language, moment: Moment, now: Date = new Date()): string {
  return justNow(language, moment, now) ?? onWhen(language, moment, now)
}

function justNow(language: Language, moment: Moment, now: Date): string | undefined {
  const elapsed = now.getTime() - parse(moment).getTime()
  if (elapsed < 10 * second) return words[language].moment
  const relative = new Intl.RelativeTimeFormat(locales[language], { numeric: 'always' })
  if (elapsed < minute) return relative.format(-Math.floor(elapsed / second), 'second')
  if (elapsed < hour) return relative.format(-Math.floor(elapsed / minute), 'minute')
  return undefined
}

/** Minutes and seconds left: `12:47`. Never below zero. */
export function countdown(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / second))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

function list(language: Language, items: string[]): string {
  return new Intl.ListFormat(locales[language], { type: 'conjunction' }).format(items)
}

/** `nov` */
function monthShort(language: Language, moment: Moment): string {
  return new Intl.DateTimeFormat(locales[language], { timeZone: zone, month: 'short' })
    .format(parse(moment))
    .replace('.', '')
}

/** `noviembre de 2026` */
function month(language: Language, moment: Moment): string {
  return new Intl.DateTimeFormat(locales[language], {
    timeZone: zone,
    month: 'long',
    year: 'numeric',
  }).format(parse(moment))
}

function months(language: Language): string[] {
  const name = new Intl.DateTimeFormat(locales[language], { timeZone: 'UTC', month: 'long' })
  return Array.from({ length: 12 }, (_, month) => name.format(new Date(Date.UTC(2026, month, 15))))
}

export interface Format {
  language: Language
  pesos(amountClp: number): string
  count(value: number): string
  percent(value: number): string
  clock(moment: Moment): string
  day(moment: Moment, now?: Date): string
  dayShort(moment: Moment): string
  weekday(moment: Moment): string
  dayAloud(moment: Moment, now?: Date): string
  when(moment: Moment, now?: Date): string
  onDay(moment: Moment, now?: Date): string
  onWhen(moment: Moment, now?: Date): string
  ago(moment: Moment, now?: Date): string
  onAgo(moment: Moment, now?: Date): string
  list(items: string[]): string
  month(moment: Moment): string
  monthShort(moment: Moment): string
  months(): string[]
}

function build(language: Language): Format {
  return {
    language,
    pesos: (amountClp) => pesos(language, amountClp),
    count: (value) => count(language, value),
    percent: (value) => percent(language, value),
    clock: (moment) => clock(language, moment),
    day: (moment, now) => day(language, moment, now),
    dayShort: (moment) => dayShort(language, moment),
    weekday: (moment) => weekday(language, moment),
    dayAloud: (moment, now) => dayAloud(language, moment, now),
    when: (moment, now) => when(language, moment, now),
    onDay: (moment, now) => onDay(language, moment, now),
    onWhen: (moment, now) => onWhen(language, moment, now),
    ago: (moment, now) => ago(language, moment, now),
    onAgo: (moment, now) => onAgo(language, moment, now),
    list: (items) => list(language, items),
    month: (moment) => month(language, moment),
    monthShort: (moment) => monthShort(language, moment),
    months: () => months(language),
  }
}

const formats: Record<Language, Format> = { es: build('es'), en: build('en') }

export function formatFor(language: string): Format {
  return formats[language.startsWith('en') ? 'en' : 'es']
}
