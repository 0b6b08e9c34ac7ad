import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TableLine, TablePlan } from '@/api/goodsTypes'
import { useFormat } from '@/lib/useFormat'
import { Button } from '@/ui/Button'
import { Icon, type IconName } from '@/ui/Icon'
import { Notice } from '@/ui/Notice'
import { linesOf, type State, statesOf } from './lines'
import styles from './Tables.module.css'

const icons: Record<State, IconName> = {
  wrong: 'alert',
  new: 'plus',
  changed: 'sync',
  same: 'check',
}
const few = 30
/** A cell may hold a whole file's worth of letters: its beginning says which line it is. */
const longest = 120

const shortened = (name: string) => (name.length > longest ? `${name.slice(0, longest)}…` : name)

/** What each line of a table would do, the wrong ones first, of one kind alone if that is wanted: nothing is written yet. */
export function TableLines({ plan }: { plan: TablePlan }) {
  const { t } = useTranslation('goods')
  const format = useFormat()
  const [all, setAll] = useState(false)
  const [only, setOnly] = useState<State | null>(null)
  const list = useRef<HTMLOListElement>(null)
  // Whoever asked for the others by keyboard goes on where they begin.
  useEffect(() => {
    const first = all ? list.current?.children[few] : undefined
    if (first instanceof HTMLElement) first.focus()
  }, [all])
  const there = statesOf(plan)
  const lines = linesOf(plan, only)
  const shown = all ? lines : lines.slice(0, few)
  return (
    <div className="stack">
      <div role="status">
        <h3 className="b">{t(`tables.found.${plan.kind}`, { count: plan.lines.length })}</h3>
      </div>
      <ul className={styles.counts}>
        {there.map((state) => (
          <li key={state}>
            <button
              type="button"
              className={`${styles.count} ${styles[state]}`}
              aria-pressed={only === state}
              disabled={there.length < 2}
              onClick={() => setOnly(only === state ? null : state)}
            >
              <span className={`big ${styles.figure}`}>{format.count(plan[state])}</span>
              <span className="small">{t(`tables.state.${state}`, { count: plan[state] })}</span>
            </button>
          </li>
        ))}
      </ul>
      {there.length > 1 && <p className="small soft">{t('tables.only')}</p>}
      {plan.unknown.length > 0 && (
        <Notice>
          {t('tables.unknown', { count: plan.unknown.length, columns: plan.unknown.join(', ') })}
        </Notice>
      )}
      <ol className={styles.lines} ref={list}>
        {shown.map((line) => (
          <Line key={line.number} line={line} />
        ))}
      </ol>
      {shown.length < lines.length && (
        <div>
          <Button small onClick={() => setAll(true)}>
            {t('tables.more', { count: lines.length - shown.length })}
          </Button>
        </div>
      )}
    </div>
  )
}

function Line({ line }: { line: TableLine }) {
  const { t } = useTranslation('goods')
  return (
    <li className={styles.line} tabIndex={-1}>
      <Icon name={icons[line.state]} className={styles[line.state]} />
      <div className="stack stack--1">
        <p>
          <b>{shortened(line.name) || t('tables.nameless')}</b>{' '}
          <span className="small soft">
            {t('tables.line', { number: line.number })}
            {line.code && ` · ${line.code}`}
          </span>
        </p>
        {line.state !== 'wrong' && (
          <p className="small soft">{[t(`tables.will.${line.state}`), ...line.notes].join(' ')}</p>
        )}
        {line.changes.map((change) => (
          <p key={change.column} className="small">
            {change.column}: <s className="soft">{change.before || t('tables.empty')}</s> →{' '}
            <b>{change.after}</b>
          </p>
        ))}
        {line.faults.map((fault) => (
          <p key={`${fault.column} ${fault.code}`} className={`small ${styles.fault}`}>
            {fault.column && <b>{fault.column}: </b>}
            {fault.detail}
          </p>
        ))}
      </div>
    </li>
  )
}
