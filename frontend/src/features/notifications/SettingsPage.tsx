import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, Navigate } from 'react-router'
import { ask, client } from '@/api/client'
import { useMe } from '@/api/me'
import type { ChannelChoice, NoticeSettings, NoticeTopic } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { doorPath } from '@/app/doors'
import { Loaded } from '@/app/Loaded'
import { StoreFrame } from '@/app/StoreFrame'
import { useProblem } from '@/lib/useProblem'
import { Notice } from '@/ui/Notice'
import { Title } from '@/ui/Title'
import { useToast } from '@/ui/Toast'
import { noticeSettingsQuery } from './api'
import { type Change, Channels } from './Channels'
import { Devices } from './Devices'
import { Hours } from './Hours'
import styles from './SettingsPage.module.css'

const topics: NoticeTopic[] = ['duties', 'sales', 'pool', 'association', 'orders']
const ofMakers: NoticeTopic[] = ['sales', 'pool', 'association']

/** «¿Cómo te avisamos?»: a few questions by topic; who wants more opens the single kinds. */
export default function SettingsPage() {
  const { t } = useTranslation('notifications')
  const me = useMe()
  const query = useQuery({ ...noticeSettingsQuery, enabled: !!me?.person })
  const queries = useQueryClient()
  const say = useToast()
  const change = useCommand({
    mutationFn: (body: Change) => ask(client.PATCH('/api/v1/inbox/settings/channels', { body })),
    onSuccess(saved) {
      queries.setQueryData(noticeSettingsQuery.queryKey, saved)
      say(t('settings.saved'))
    },
  })
  const message = useProblem(change.error)
  // Who only buys is not asked about lots.
  const makes = !me || me.producers.length > 0 || me.associations.length > 0
  const concerns = (topic: NoticeTopic) => makes || !ofMakers.includes(topic)
  if (me && !me.person) return <Navigate to={doorPath('entrar', '/avisos/ajustes')} replace />
  return (
    <StoreFrame className={styles.page} back={{ to: '/avisos', label: t('settings.back') }}>
      <div className="stack stack--1">
        <Title>{t('settings.title')}</Title>
        <p className="soft">{t('settings.lead')}</p>
      </div>
      {message && (
        <Notice kind="bad" role="alert">
          {message.detail}
        </Notice>
      )}
      <Loaded query={query}>
        {(settings) => (
          <>
            {!settings.email_proved && (
              <Notice kind="act">
                <p>{t('settings.unproved')}</p>
                <Link to="/cuenta/correo">{t('settings.prove')}</Link>
              </Notice>
            )}
            {topics.filter(concerns).map((topic) => (
              <Topic key={topic} topic={topic} settings={settings} onChange={change.mutate} />
            ))}
            <section className="stack" aria-labelledby="hours">
              <h2 className="name h3" id="hours">
                {t('hours.title')}
              </h2>
              <Hours settings={settings} />
            </section>
            <section className="stack" aria-labelledby="devices">
              <div className="stack stack--1">
                <h2 className="name h3" id="devices">
                  {t('devices.title')}
                </h2>
                <p className="soft small">{t('devices.lead')}</p>
              </div>
              <Devices />
            </section>
          </>
        )}
      </Loaded>
    </StoreFrame>
  )
}

interface TopicProps {
  topic: NoticeTopic
  settings: NoticeSettings
  onChange(change: Change): void
}

function Topic({ topic, settings, onChange }: TopicProps) {
  const { t } = useTranslation('notifications')
  const choices = settings.choices.filter((choice) => choice.topic === topic)
  const fixed = choices.filter((choice) => choice.fixed)
  const title = t(`topic.${topic}`)
  return (
    <section className={`stack ${styles.topic}`} aria-labelledby={`topic-${topic}`}>
      <div className="stack stack--1">
        <h2 className="name h3" id={`topic-${topic}`}>
          {title}
        </h2>
        <p className="soft small">{t(`topicDetail.${topic}`)}</p>
      </div>
      <Channels name={topic} about={title} choices={choices} onChange={onChange} />
      {fixed.length > 0 && <Fixed choices={fixed} />}
      {choices.length - fixed.length > 1 && (
        <details className={styles.apart}>
          <summary>{t('settings.apart')}</summary>
          <div className={styles.kinds}>
            {choices
              .filter((choice) => !choice.fixed)
              .map((choice) => (
                <div key={choice.kind} className="stack stack--2">
                  <h3 className="b">{t(`kind.${choice.kind}`)}</h3>
                  <Channels
                    name={choice.kind}
                    about={t(`kind.${choice.kind}`)}
                    choices={[choice]}
                    onChange={onChange}
                  />
                </div>
              ))}
          </div>
        </details>
      )}
    </section>
  )
}

/** What can't be switched off says so, and why. */
function Fixed({ choices }: { choices: ChannelChoice[] }) {
  const { t } = useTranslation('notifications')
  return (
    <Notice icon="lock">
      <p>{t('settings.fixed')}</p>
      <ul className={styles.dotted}>
        {choices.map(({ kind }) => (
          <li key={kind}>{t(`kind.${kind}`)}</li>
        ))}
      </ul>
    </Notice>
  )
}
