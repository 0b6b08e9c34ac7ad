import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { StewardTasks } from '@/api/stewardTypes'
import { Loaded } from '@/app/Loaded'
import { useFormat } from '@/lib/useFormat'
import { duration } from './duration'
import styles from './WorkPage.module.css'

/** What a worker does every second, and how late it is with it. */
export function Sweeps({ query }: { query: UseQueryResult<StewardTasks> }) {
  const { t } = useTranslation('stewards')
  return (
    <section className="stack" aria-labelledby="barridos">
      <h2 className="name h3" id="barridos">
        {t('sweeps.title')}
      </h2>
      <Loaded query={query}>
        {({ sweeps }) =>
          sweeps.length === 0 ? (
            <p className="bad">{t('sweeps.nobody')}</p>
          ) : (
            <>
              <Lines sweeps={sweeps.filter(troubled)} />
              {/* What is on time is told in one line; by name for who wants it. */}
              <details className="small">
                <summary className={styles.more}>
                  {t('sweeps.onTime', { count: sweeps.filter((sweep) => !troubled(sweep)).length })}
                </summary>
                <Lines sweeps={sweeps.filter((sweep) => !troubled(sweep))} />
              </details>
            </>
          )
        }
      </Loaded>
    </section>
  )
}

type Sweep = StewardTasks['sweeps'][number]

const troubled = (sweep: Sweep) => sweep.error !== '' || sweep.late_seconds > 5

function Lines({ sweeps }: { sweeps: Sweep[] }) {
  const { t } = useTranslation('stewards')
  const { language } = useFormat()
  return (
    <ul className={styles.list}>
      {sweeps.map((sweep) => (
        <li key={sweep.name} className={styles.sweep}>
          <span className={styles.mono}>{sweep.name}</span>
          <span className={`small ${sweep.error || sweep.late_seconds > 60 ? 'bad b' : 'soft'}`}>
            {sweep.error ||
              (troubled(sweep)
                ? t('sweeps.late', { long: duration(sweep.late_seconds, language) })
                : t('sweeps.fine'))}
          </span>
        </li>
      ))}
    </ul>
  )
}
