import { useTranslation } from 'react-i18next'
import { useFormat } from '@/lib/useFormat'
import styles from './SeasonStrip.module.css'

const every = Array.from({ length: 12 }, (_, month) => month + 1)

/** The month that it is in the region, from 1. */
export function monthNow(now: Date = new Date()): number {
  return Number(new Intl.DateTimeFormat('en', { timeZone: 'America/Santiago', month: 'numeric' }).format(now))
}

/** Twelve fields, the months of the season filled. What it shows is said in words beside it. */
export function SeasonStrip({ months }: { months: number[] }) {
  const now = monthNow()
  return (
    <span className={styles.months} aria-hidden="true">
      {every.map((month) => (
        <i
          key={month}
          className={`${months.includes(month) ? styles.on : ''} ${month === now ? styles.now : ''}`}
        />
      ))}
    </span>
  )
}

/** The letters above such strips. */
export function MonthLetters() {
  const format = useFormat()
  const now = monthNow()
  return (
    <span className={styles.months} aria-hidden="true">
      {format.months().map((name, index) => (
        <span key={name} className={`${styles.letter} ${index + 1 === now ? styles.thisMonth : ''}`}>
          {name.charAt(0).toUpperCase()}
        </span>
      ))}
    </span>
  )
}

/** «enero a marzo y noviembre»: runs of months, over the turn of the year too. */
export function useSeasonWords(): (months: number[]) => string {
  const { t } = useTranslation('region')
  const format = useFormat()
  const names = format.months()
  return (months) => {
    const runs = runsOf(months)
    if (runs.length === 0) return t('season.allYear')
    const said = runs.map(([from, to]) =>
      from === to
        ? (names[from - 1] ?? '')
        : t('season.run', { from: names[from - 1] ?? '', to: names[to - 1] ?? '' }),
    )
    return format.list(said)
  }
}

/** First and last month of each run; nothing where it is all year. */
export function runsOf(months: number[]): [number, number][] {
  const chosen = every.filter((month) => months.includes(month))
  if (chosen.length === 0 || chosen.length === 12) return []
  const runs: [number, number][] = []
  for (const month of chosen) {
    const last = runs.at(-1)
    if (last && last[1] === month - 1) last[1] = month
    else runs.push([month, month])
  }
  const [first, last] = [runs[0], runs.at(-1)]
  if (runs.length > 1 && first?.[0] === 1 && last?.[1] === 12) {
    runs.pop()
    runs[0] = [last[0], first[1]]
  }
  return runs
}
