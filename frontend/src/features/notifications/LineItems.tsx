import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Loaded } from '@/app/Loaded'
import { Button } from '@/ui/Button'
import { lineQuery } from './api'
import { ItemRow } from './ItemRow'
import styles from './ItemRow.module.css'

interface Props {
  group: string
  onOpen(id: string): void
}

/** The items that a line stands for, one by one. */
export function LineItems({ group, onOpen }: Props) {
  const { t } = useTranslation('notifications')
  const query = useInfiniteQuery(lineQuery(group))
  return (
    <Loaded query={query}>
      {({ pages }) => (
        <>
          <ul className={styles.inside}>
            {pages
              .flatMap(({ results }) => results)
              .map((item) => (
                <ItemRow key={item.id} item={item} clock fresh={false} onOpen={() => onOpen(item.id)} />
              ))}
          </ul>
          {query.hasNextPage && (
            <Button small busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t('more')}
            </Button>
          )}
        </>
      )}
    </Loaded>
  )
}
