import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Loaded } from '@/app/Loaded'
import { useFresh } from '@/lib/useFresh'
import { inboxQuery } from './api'
import { ItemRow } from './ItemRow'

const shown = 4

/** What the person was told of one association lately. */
export function RecentChanges({ associationId }: { associationId: string }) {
  const { t } = useTranslation('notifications')
  const query = useInfiniteQuery(inboxQuery)
  const items = query.data?.pages
    .flatMap(({ results }) => results)
    .filter(({ association }) => association?.id === associationId)
  const fresh = useFresh(items?.map(({ id }) => id))
  return (
    <Loaded query={query}>
      {() =>
        items?.length === 0 ? (
          <p className="soft">{t('nothing')}</p>
        ) : (
          <div className="stack stack--2">
            <ul>
              {items?.slice(0, shown).map((item) => (
                <ItemRow key={item.id} item={item} fresh={fresh.has(item.id)} />
              ))}
            </ul>
            <p>
              <Link to="/avisos" className="small">
                {t('all')}
              </Link>
            </p>
          </div>
        )
      }
    </Loaded>
  )
}
