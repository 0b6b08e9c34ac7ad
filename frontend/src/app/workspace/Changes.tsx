import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { InboxItem } from '@/api/memberTypes'
import { isTogether, TogetherRow } from '@/features/home/TogetherRow'
import { ItemRow } from '@/features/notifications/ItemRow'
import { useFresh } from '@/lib/useFresh'

const shown = 5

/** What changed lately, newest first; what says the same of the same thing on one day is told once. */
export function Changes({ items }: { items: InboxItem[] }) {
  const { t } = useTranslation('workspace')
  const fresh = useFresh(items.map(({ id }) => id))
  if (items.length === 0) return <p className="soft">{t('calm')}</p>
  return (
    <div className="stack stack--2">
      <ul>
        {items.slice(0, shown).map((item) => {
          const Row = isTogether(item) ? TogetherRow : ItemRow
          return <Row key={item.group_id ?? item.id} item={item} fresh={fresh.has(item.id)} />
        })}
      </ul>
      <p>
        <Link to="/avisos" className="small">
          {t('all')}
        </Link>
      </p>
    </div>
  )
}
