import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { More } from '@/ui/More'
import { Title } from '@/ui/Title'
import { looksQuery } from './api'
import styles from './LooksPage.module.css'
import { ReadingRow } from './ReadingRow'

/** For an association's board: who of the platform's team looked, when, why, until when, and at what. */
export default function LooksPage() {
  const { t } = useTranslation('stewards')
  const { association } = useWorkspace()
  const query = useInfiniteQuery(looksQuery(association.id))
  return (
    <div className={styles.page}>
      <div className="stack stack--1">
        <Title>{t('looks.title')}</Title>
        <p className="soft">{t('looks.lead')}</p>
      </div>
      <Loaded query={query}>
        {({ pages }) => {
          const all = pages.flatMap(({ results }) => results)
          return all.length === 0 ? (
            <p>{t('looks.none')}</p>
          ) : (
            <ul className={styles.list}>
              {all.map((reading) => (
                <ReadingRow key={reading.id} reading={reading} />
              ))}
            </ul>
          )
        }}
      </Loaded>
      <More query={query}>{t('more')}</More>
    </div>
  )
}
