import { useTranslation } from 'react-i18next'
import { useMe } from '@/api/me'
import { homeOf } from '@/app/home'
import { StoreFrame } from '@/app/StoreFrame'
import { ButtonLink } from '@/ui/Button'
import { Empty } from '@/ui/Empty'
import { Lines, Waiting } from '@/ui/Skeleton'
import { Title } from '@/ui/Title'
import { CommandRow } from './CommandRow'
import type { Command } from './command'
import { useCommands, useIsQueueKnown } from './useLine'
import styles from './WaitingPage.module.css'

/** What waits for the line, what the server refused, and what went out lately. */
export default function WaitingPage() {
  const { t } = useTranslation('line')
  const me = useMe()
  const commands = useCommands()
  const known = useIsQueueKnown()
  const open = commands.filter(({ state }) => state !== 'sent')
  const sent = commands.filter(({ state }) => state === 'sent').reverse()
  return (
    <StoreFrame className={styles.page} back={{ to: homeOf(me), label: t('back') }}>
      <div className="stack stack--2">
        <Title>{t('title')}</Title>
        {open.length > 0 && <p className="soft">{t('lead')}</p>}
      </div>
      {open.length > 0 && <List commands={open} />}
      {open.length === 0 && !known && (
        <Waiting>
          <Lines />
        </Waiting>
      )}
      {open.length === 0 && known && (
        <Empty emblem="goat" title={t('none')} action={<ButtonLink to={homeOf(me)}>{t('back')}</ButtonLink>}>
          {t('noneDetail')}
        </Empty>
      )}
      {sent.length > 0 && (
        <section aria-labelledby="sent">
          <h2 id="sent" className="name h2">
            {t('sent')}
          </h2>
          <List commands={sent} />
        </section>
      )}
    </StoreFrame>
  )
}

function List({ commands }: { commands: Command[] }) {
  return (
    <ul>
      {commands.map((command) => (
        <CommandRow key={command.id} command={command} />
      ))}
    </ul>
  )
}
