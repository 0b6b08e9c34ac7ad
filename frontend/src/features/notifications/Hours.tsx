import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import type { NoticeSettings } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { refuse } from '@/lib/refuse'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field, Pick, Select } from '@/ui/Field'
import { useToast } from '@/ui/Toast'
import { noticeSettingsQuery } from './api'
import styles from './SettingsPage.module.css'

const weekdays = [0, 1, 2, 3, 4, 5, 6] as const

/** When she may be disturbed, when the digest comes, and how much a lock screen shows. */
export function Hours({ settings }: { settings: NoticeSettings }) {
  const { t } = useTranslation('notifications')
  const queries = useQueryClient()
  const say = useToast()
  const { quiet, quiet_from, quiet_until, digest_at, digest_weekday, discreet } = settings
  const asked = { quiet, quiet_from, quiet_until, digest_at, digest_weekday, discreet }
  // What is chosen and not saved is kept nowhere: later it would look like what holds.
  const [changed, change] = useState<Partial<typeof asked>>({})
  const hours = { ...asked, ...changed }
  const set = (more: Partial<typeof asked>) => change((before) => ({ ...before, ...more }))
  const save = useCommand({
    mutationFn: async () => {
      refuse({
        quiet_from: !hours.quiet_from && t('hours.missing'),
        quiet_until: !hours.quiet_until && t('hours.missing'),
        digest_at: !hours.digest_at && t('hours.missing'),
      })
      return ask(client.PATCH('/api/v1/inbox/settings', { body: hours }))
    },
    onSuccess(saved) {
      queries.setQueryData(noticeSettingsQuery.queryKey, saved)
      change({})
      say(t('settings.saved'))
    },
  })
  const message = useProblem(save.error)
  const time = (name: 'quiet_from' | 'quiet_until' | 'digest_at', label: string) => (
    <Field
      type="time"
      name={name}
      label={label}
      error={message?.fields[name]}
      value={hours[name]}
      onChange={(event) => set({ [name]: event.target.value })}
    />
  )
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <ErrorSummary message={message} attempt={save.submittedAt} />
      <Pick
        name="quiet"
        title={t('hours.quiet')}
        detail={t('hours.quietDetail')}
        checked={hours.quiet}
        onChange={(event) => set({ quiet: event.target.checked })}
      />
      {hours.quiet && (
        <div className={styles.pair}>
          {time('quiet_from', t('hours.from'))}
          {time('quiet_until', t('hours.until'))}
        </div>
      )}
      <div className={styles.pair}>
        {time('digest_at', t('hours.digest'))}
        <Select
          name="digest_weekday"
          label={t('hours.weekday')}
          value={hours.digest_weekday}
          onChange={(event) => set({ digest_weekday: Number(event.target.value) })}
        >
          {weekdays.map((day) => (
            <option key={day} value={day}>
              {t(`weekday.${day}`)}
            </option>
          ))}
        </Select>
      </div>
      <Pick
        name="discreet"
        title={t('hours.discreet')}
        detail={t('hours.discreetDetail')}
        checked={hours.discreet}
        onChange={(event) => set({ discreet: event.target.checked })}
      />
      <div>
        <Button type="submit" busy={save.isPending}>
          {t('hours.save')}
        </Button>
      </div>
    </form>
  )
}
