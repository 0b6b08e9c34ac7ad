import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { InboxItem } from '@/api/memberTypes'
import { unitOf } from '@/lib/offerWords'
import { useFormat } from '@/lib/useFormat'
import { useNow } from '@/lib/useNow'
import { Icon } from '@/ui/Icon'
import { Who } from '@/ui/Who'
import styles from './TogetherRow.module.css'

const icons = { units_sold: 'coin', contribution_added: 'pool', member_joined: 'user' } as const
type Kind = keyof typeof icons

/** Several notices of one day that say the same of the same thing. */
export const isTogether = ({ kind, count }: InboxItem): boolean => count > 1 && kind in icons

/** They in one sentence: «Vendiste 23 quesos en 7 pedidos». */
export function TogetherRow({ item, fresh }: { item: InboxItem; fresh: boolean }) {
  const { t } = useTranslation('home')
  const format = useFormat()
  const now = useNow(30_000)
  const kind = item.kind as Kind
  const { offer, association, created_at } = item
  const count = item.units ?? 0
  const units = offer
    ? `${format.count(count)} ${unitOf(offer, count, format.language)}`
    : format.count(count)
  const ago = format.ago(created_at, new Date(Math.max(now, Date.parse(created_at))))
  const title = t(`together.${kind}`, { units, times: format.count(item.count) })
  const place = kind === 'member_joined' ? 'socios' : offer && `acopio/${offer.id}`
  return (
    <li className={`${styles.row} ${fresh ? 'fresh arrive' : ''}`}>
      <Who large>
        <Icon name={icons[kind]} />
      </Who>
      <span>
        <span className={item.read_at === null ? 'b' : undefined}>
          {association && place ? (
            <Link to={`/a/${association.slug}/${place}`} className={styles.link}>
              {title}
            </Link>
          ) : (
            title
          )}
        </span>
        <br />
        <span className="small soft">{offer ? t('together.offer', { offer: offer.name, ago }) : ago}</span>
      </span>
    </li>
  )
}
