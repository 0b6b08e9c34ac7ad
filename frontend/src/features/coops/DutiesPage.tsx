import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Duty } from '@/api/memberTypes'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { useFormat } from '@/lib/useFormat'
import { Icon } from '@/ui/Icon'
import { Title } from '@/ui/Title'
import { dutiesQuery } from './api'
import styles from './DutiesPage.module.css'
import { byWho, type Words } from './duties'

/** Who may do what: the table that the server itself asks, in plain words. */
export default function DutiesPage() {
  const { t } = useTranslation('coops')
  const { association } = useWorkspace()
  const query = useQuery(dutiesQuery(association.id))
  return (
    <div className={styles.page}>
      <p>
        <Link to=".." relative="path" className={styles.back}>
          <Icon name="left" /> {t('association.title')}
        </Link>
      </p>
      <div className="stack stack--2">
        <Title>{t('duties.title')}</Title>
        <p className="lead soft">{t('duties.lead')}</p>
      </div>
      <Loaded query={query}>{(duties) => <Table duties={duties} />}</Loaded>
    </div>
  )
}

function Table({ duties }: { duties: Duty[] }) {
  const { t, i18n } = useTranslation('coops')
  const format = useFormat()
  const say: Words = (operation) => {
    const key = `duty.${operation}`
    return i18n.exists(`coops:${key}`) ? t(key as 'duty.coops_invite') : undefined
  }
  return byWho(duties, say).map(({ roles, everybody, said }) => {
    const names = roles.map((role) => t(`officeName.${role as 'member'}`))
    const title = everybody ? t('duties.everybody') : format.list(names)
    return (
      <section key={title} className="stack stack--2" aria-label={title}>
        <h2 className="name h3">{title}</h2>
        <ul>
          {said.map(({ words, mine }) => (
            <li key={words} className={styles.duty}>
              <span>{words}</span>
              <span className={`small nw ${mine ? styles.mine : 'soft'}`}>
                {mine ? (
                  <>
                    <Icon name="check" /> {t('duties.mine')}
                  </>
                ) : (
                  t('duties.notMine')
                )}
              </span>
            </li>
          ))}
        </ul>
      </section>
    )
  })
}
