import { useTranslation } from 'react-i18next'
import type { ParkedLine } from '@/api/stewardTypes'
import { useFormat } from '@/lib/useFormat'
import { useNow } from '@/lib/useNow'
import { Button } from '@/ui/Button'
import styles from './ParkedPage.module.css'

interface Props {
  line: ParkedLine
  busy: boolean
  onRedrive(onlyFirst: boolean): void
  onGiveUp(): void
}

/** The first parked event of one thing, with its cause, its content, and what can be done. */
export function ParkedRow({ line, busy, onRedrive, onGiveUp }: Props) {
  const { t } = useTranslation('stewards')
  const format = useFormat()
  const now = useNow(30_000)
  return (
    <li className={styles.row}>
      <p>
        <b className={styles.mono}>{line.name}</b>{' '}
        <span className="small soft">
          {t('parked.of', { group: line.group })} ·{' '}
          <time dateTime={line.parked_at}>{format.ago(line.parked_at, new Date(now))}</time> ·{' '}
          {t('parked.tried', { count: line.attempts })}
        </span>
      </p>
      <p className={`small ${styles.mono}`}>{line.error || t(`parked.reason.${line.reason}`)}</p>
      <p className={`small ${line.behind > 0 ? 'b' : 'soft'}`}>
        {t('parked.waiting', { count: line.behind })}
      </p>
      <details className="small">
        <summary className={styles.more}>{t('parked.content')}</summary>
        <dl className={styles.facts}>
          <dt>{t('parked.event')}</dt>
          <dd className={styles.mono}>{line.event_id}</dd>
          <dt>{t('parked.key')}</dt>
          <dd className={styles.mono}>{line.key}</dd>
          {line.recorded_at && (
            <>
              <dt>{t('parked.recorded')}</dt>
              <dd>{format.when(line.recorded_at)}</dd>
            </>
          )}
        </dl>
        {/* A long line is scrolled, and what scrolls must be reachable by key. */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it is */}
        <section tabIndex={0} aria-label={t('parked.content')} className={styles.json}>
          <pre>{line.data === null ? t('parked.noContent') : JSON.stringify(line.data, null, 2)}</pre>
        </section>
      </details>
      <div className="row row--wrap">
        <Button small icon="sync" busy={busy} onClick={() => onRedrive(true)}>
          {t('parked.one')}
        </Button>
        {line.behind > 0 && (
          <Button small icon="sync" busy={busy} onClick={() => onRedrive(false)}>
            {t('parked.allOfKey', { count: line.behind + 1 })}
          </Button>
        )}
        <Button small look="plain" onClick={onGiveUp}>
          {t('parked.giveUp')}
        </Button>
      </div>
    </li>
  )
}
