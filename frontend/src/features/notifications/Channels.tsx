import { useTranslation } from 'react-i18next'
import type { ChannelChoice, NoticeEmail, NoticeInApp, NoticeKind } from '@/api/memberTypes'
import { Select } from '@/ui/Field'
import styles from './SettingsPage.module.css'

export interface Change {
  kinds: NoticeKind[]
  in_app?: NoticeInApp
  email?: NoticeEmail
  push?: boolean
}

const inApp: NoticeInApp[] = ['show', 'quiet']
const email: NoticeEmail[] = ['now', 'daily', 'weekly', 'off']

interface Props {
  /** Names the controls; unique on the page. */
  name: string
  /** What the controls are for, told to who does not see what they stand below. */
  about: string
  choices: ChannelChoice[]
  onChange(change: Change): void
}

/** Three questions about some kinds: in the app, by e-mail, on devices. Kinds that differ show as «differs». */
export function Channels({ name, about, choices, onChange }: Props) {
  const { t } = useTranslation('notifications')
  const free = choices.filter(({ fixed }) => !fixed)
  const kinds = choices.map(({ kind }) => kind)
  const freeKinds = free.map(({ kind }) => kind)
  const differs = <option value="differs">{t('settings.differs')}</option>
  const appears = same(free.map((choice) => choice.in_app))
  const comes = same(free.map((choice) => choice.email))
  const pushed = same(choices.map((choice) => String(choice.push)))
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset can't be a grid in every browser
    <div role="group" aria-label={about} className={styles.channels}>
      {free.length > 0 && (
        <>
          <Select
            name={`${name}-app`}
            label={t('settings.inApp')}
            value={appears}
            onChange={(event) => onChange({ kinds: freeKinds, in_app: event.target.value as NoticeInApp })}
          >
            {appears === 'differs' && differs}
            {inApp.map((value) => (
              <option key={value} value={value}>
                {t(`settings.inAppIs.${value}`)}
              </option>
            ))}
          </Select>
          <Select
            name={`${name}-email`}
            label={t('settings.email')}
            value={comes}
            onChange={(event) => onChange({ kinds: freeKinds, email: event.target.value as NoticeEmail })}
          >
            {comes === 'differs' && differs}
            {email.map((value) => (
              <option key={value} value={value}>
                {t(`settings.emailIs.${value}`)}
              </option>
            ))}
          </Select>
        </>
      )}
      <Select
        name={`${name}-push`}
        label={t('settings.push')}
        value={pushed}
        onChange={(event) => onChange({ kinds, push: event.target.value === 'true' })}
      >
        {pushed === 'differs' && differs}
        <option value="true">{t('settings.pushIs.true')}</option>
        <option value="false">{t('settings.pushIs.false')}</option>
      </Select>
    </div>
  )
}

export function same(values: string[]): string {
  return new Set(values).size === 1 ? (values[0] ?? '') : 'differs'
}
