import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/lib/useFormat'
import { Button } from '@/ui/Button'
import { initialsOf, Who } from '@/ui/Who'
import styles from './page.module.css'
import { type Helper, lastDay, scopesOf } from './words'

interface Props {
  helper: Helper
  onEnd?: () => void
  /** Further buttons of the board. */
  children?: ReactNode
}

/** One consent on record: who may do what for whom, until when, how the member said yes and who wrote it down. */
export function Consent({ helper, onEnd, children }: Props) {
  const { t } = useTranslation('helpers')
  const format = useFormat()
  const over = helper.state === 'over'
  const name = helper.helper_name ?? helper.helper_email ?? t('consent.somebody')
  return (
    <li className="arrive">
      <div className={styles.head}>
        <Who large>{helper.helper_name ? initialsOf(helper.helper_name) : '?'}</Who>
        <span className={over ? 'soft' : undefined}>
          <b>{t('consent.who', { name, member: helper.member.name })}</b>
          <br />
          <span className="small soft">
            {over
              ? t(`ended.${reasonOf(helper)}`, {
                  day: format.day(helper.ended_at ?? lastDay(helper)),
                })
              : helper.state === 'waiting'
                ? t('consent.waiting')
                : t('until', { day: format.day(lastDay(helper)) })}
          </span>
        </span>
      </div>
      <div className={`small ${styles.facts}`}>
        <p>{t('consent.may', { what: scopesOf(helper, t, format.list) })}</p>
        <p className="soft">
          {t(`consent.${helper.given}`, {
            reference: helper.reference,
            day: format.day(helper.given_on),
            name: helper.recorded_by,
          })}
        </p>
        {!over && (
          <p className="soft">
            {t('consent.receipts', {
              where:
                format.list([helper.member_phone, helper.member_email].filter(Boolean)) ||
                t('consent.onPaper'),
            })}
          </p>
        )}
      </div>
      {!over && (onEnd || children) && (
        <div className={styles.acts}>
          {children}
          {onEnd && (
            <Button small look="plain" onClick={onEnd} aria-label={t('consent.endOne', { name })}>
              {t('consent.end')}
            </Button>
          )}
        </div>
      )}
    </li>
  )
}

type Reason = 'member' | 'board' | 'helper' | 'renewed' | 'membership' | 'time'

const reasonOf = (helper: Helper): Reason => (helper.end_reason || 'time') as Reason
