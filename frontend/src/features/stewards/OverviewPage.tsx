import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Overview } from '@/api/stewardTypes'
import { Loaded } from '@/app/Loaded'
import { useFormat } from '@/lib/useFormat'
import { Icon } from '@/ui/Icon'
import { Title } from '@/ui/Title'
import { overviewQuery } from './api'
import { Checked } from './Checked'
import { duration } from './duration'
import { Groups, Queues } from './HealthTables'
import { Minutes } from './Minutes'
import { needWords } from './needWords'
import styles from './OverviewPage.module.css'

/** One question: is all well? First what needs a hand, then every figure behind the answer. */
export default function OverviewPage() {
  const { t } = useTranslation('stewards')
  const query = useQuery(overviewQuery)
  return (
    <>
      <div className="stack stack--1">
        <Title>{t('overview.title')}</Title>
        <Checked query={query} />
      </div>
      <Loaded query={query}>
        {(seen) => (
          <>
            <Needs seen={seen} />
            <div className={styles.columns}>
              <Events seen={seen} />
              <div className={styles.side}>
                <Later seen={seen} />
                <People seen={seen} />
                <Backup seen={seen} />
              </div>
            </div>
          </>
        )}
      </Loaded>
    </>
  )
}

function Needs({ seen: { needs } }: { seen: Overview }) {
  const { t } = useTranslation('stewards')
  const format = useFormat()
  return (
    <section aria-labelledby="needs">
      {/* Told when it changes: this is what one keeps the page open for. */}
      <div role="status">
        <h2 className={`name h2 ${styles.verdict}`} id="needs">
          <span className={needs.length > 0 ? styles.ill : styles.well}>
            <Icon name={needs.length > 0 ? 'alert' : 'check'} large />
          </span>
          {t('overview.needs', { count: needs.length })}
        </h2>
      </div>
      {needs.length === 0 ? (
        <p className="soft">{t('overview.wellDetail')}</p>
      ) : (
        <ul className={styles.needs}>
          {needs.map((need) => {
            const { title, todo, to } = needWords(need, t, format)
            return (
              <li key={`${need.alarm} ${need.about} ${need.error}`}>
                <p>
                  <b>{title}</b>{' '}
                  <span className={`small ${need.level === 'page' ? 'bad' : 'soft'}`}>
                    {t(`level.${need.level}`)}
                  </span>
                </p>
                <p className="small">{todo}</p>
                {need.error && <p className={`small ${styles.code}`}>{need.error}</p>}
                {to && (
                  <p className="small">
                    <Link to={to}>{t('overview.mend')}</Link>
                  </p>
                )}
              </li>
            )
          })}
        </ul>
      )}
    </section>
  )
}

function Figure({ value, words, bad = false }: { value: string; words: string; bad?: boolean }) {
  return (
    <p className={styles.figure}>
      <span className={`big ${bad ? 'bad' : ''}`}>{value}</span>
      <span className="small soft">{words}</span>
    </p>
  )
}

function Events({ seen }: { seen: Overview }) {
  const { t } = useTranslation('stewards')
  const format = useFormat()
  const { outbox, groups, relays } = seen
  const leader = relays.find(({ leads }) => leads)
  const parked = groups.reduce((sum, group) => sum + group.parked, 0)
  return (
    <section className="stack stack--4" aria-labelledby="events">
      <h2 className="name h3" id="events">
        {t('events.title')}
      </h2>
      <div className={styles.figures}>
        <Figure
          value={format.count(outbox.waiting)}
          words={
            outbox.waiting > 0
              ? t('events.waitingFor', { long: duration(outbox.oldest_seconds, format.language) })
              : t('events.waiting')
          }
        />
        <Figure value={format.count(parked)} words={t('events.parked')} bad={parked > 0} />
        <Figure value={format.count(outbox.total)} words={t('events.total')} />
      </div>
      <p className="small soft">
        {leader
          ? t('events.relay', { since: format.onWhen(leader.since), count: relays.length - 1 })
          : t('events.noRelay')}{' '}
        {t(`events.carrier.${seen.carrier}`)}
      </p>
      <Minutes minutes={seen.minutes} />
      <Groups groups={groups} />
    </section>
  )
}

function Later({ seen }: { seen: Overview }) {
  const { t } = useTranslation('stewards')
  const format = useFormat()
  const { mail, payments } = seen
  const late = seen.sweeps.filter((sweep) => sweep.late_seconds > 5 || sweep.error)
  return (
    <section className="stack" aria-labelledby="later">
      <h2 className="name h3" id="later">
        {t('later.title')}
      </h2>
      <p className="small soft">
        {t('later.workers', { count: seen.workers.length })}{' '}
        {late.length === 0
          ? t('later.onTime', { count: seen.sweeps.length })
          : t('later.late', { count: late.length })}
      </p>
      <Queues queues={seen.tasks} />
      <dl className={styles.lines}>
        <Line words={t('later.letters')} value={format.count(mail.count)} />
        <Line
          words={t('later.lettersFailed')}
          value={format.count(seen.mails_failed)}
          bad={seen.mails_failed > 0}
        />
        <Line words={t('later.webhooks')} value={format.count(payments.webhooks)} />
        <Line words={t('later.refunds')} value={format.count(payments.refunds_pending)} />
        <Line
          words={t('later.refundsFailed')}
          value={format.count(payments.refunds_failed)}
          bad={payments.refunds_failed > 0}
        />
      </dl>
      <p className="small">
        <Link to="/equipo/trabajo">{t('later.all')}</Link>
      </p>
    </section>
  )
}

function Line({ words, value, bad = false }: { words: string; value: string; bad?: boolean }) {
  return (
    <div>
      <dt>{words}</dt>
      <dd className={bad ? 'bad b' : ''}>{value}</dd>
    </div>
  )
}

function People({ seen: { sockets, pokes, readings } }: { seen: Overview }) {
  const { t } = useTranslation('stewards')
  const format = useFormat()
  const all = sockets.reduce((sum, one) => sum + one.sockets, 0)
  return (
    <section className="stack" aria-labelledby="people">
      <h2 className="name h3" id="people">
        {t('people.now')}
      </h2>
      <Figure value={format.count(all)} words={t('people.sockets', { count: all })} />
      <ul className={`small ${styles.processes}`}>
        {sockets.map(({ process, sockets: count }) => (
          <li key={process}>{t('people.process', { process, count })}</li>
        ))}
      </ul>
      <p className="small soft">
        {sockets.length === 0 ? t('people.noHub') : t(`people.pokes.${pokes}`)}{' '}
        {readings > 0 && <Link to="/equipo/lecturas">{t('people.readings', { count: readings })}</Link>}
      </p>
    </section>
  )
}

function Backup({ seen: { backup } }: { seen: Overview }) {
  const { t } = useTranslation('stewards')
  const format = useFormat()
  return (
    <section className="stack stack--2" aria-labelledby="backup">
      <h2 className="name h3" id="backup">
        {t('backup.title')}
      </h2>
      <p className="soft">
        {backup
          ? t('backup.last', { when: format.when(backup.at), size: format.count(backup.megabytes) })
          : t('backup.none')}
      </p>
    </section>
  )
}
