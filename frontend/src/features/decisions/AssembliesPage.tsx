import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { More } from '@/ui/More'
import { Title } from '@/ui/Title'
import { AssemblyRow } from './AssemblyRow'
import { assembliesQuery } from './api'
import { isOfBoard } from './board'
import { CalendarFeed } from './CalendarFeed'
import { CallAssembly } from './CallAssembly'
import styles from './Page.module.css'

/** When and where the members meet. */
export default function AssembliesPage() {
  const { t } = useTranslation('decisions')
  const { association } = useWorkspace()
  const query = useInfiniteQuery(assembliesQuery(association.id))
  const mayCall = isOfBoard(association)
  return (
    <div className={`${styles.page} ${styles.narrow}`}>
      <div className="stack stack--1">
        <p>
          <Link to="../decisiones">{t('back')}</Link>
        </p>
        <Title>{t('assemblies.title')}</Title>
        <p className="soft">{t('assemblies.lead')}</p>
      </div>
      <Loaded query={query}>
        {({ pages }) => {
          const found = pages.flatMap((page) => page.results)
          if (found.length === 0) return <p>{t('assemblies.none')}</p>
          return (
            <ul className={styles.list}>
              {found.map((assembly) => (
                <AssemblyRow
                  key={assembly.id}
                  assembly={assembly}
                  associationId={association.id}
                  mayChange={mayCall}
                />
              ))}
            </ul>
          )
        }}
      </Loaded>
      <More query={query}>{t('assemblies.more')}</More>
      <CalendarFeed associationId={association.id} />
      {mayCall && <CallAssembly associationId={association.id} />}
    </div>
  )
}
