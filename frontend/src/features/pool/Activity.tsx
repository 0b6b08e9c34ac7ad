import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Movement, Pool } from '@/api/memberTypes'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { unitOf } from '@/lib/offerWords'
import { unbroken } from '@/lib/unbroken'
import { useFormat } from '@/lib/useFormat'
import { useFresh } from '@/lib/useFresh'
import { useNow } from '@/lib/useNow'
import { LiveDot } from '@/live/LiveDot'
import { Button } from '@/ui/Button'
import { Icon, type IconName } from '@/ui/Icon'
import type { Colour } from '@/ui/shares'
import { Who } from '@/ui/Who'
import styles from './Activity.module.css'
import { activityQuery } from './api'

const icons: Partial<Record<Movement['kind'], IconName>> = {
  held: 'clock',
  released: 'undo',
  expired: 'undo',
  allocated: 'coin',
  returned: 'undo',
  covered: 'shield',
  uncovered: 'shield',
}

interface Props {
  pool: Pool
  colours: Map<string, Colour>
}

/** What happened to the offer, newest first; what arrives while one looks is marked for a moment. */
export function Activity({ pool, colours }: Props) {
  const { t } = useTranslation('pool')
  const { association } = useWorkspace()
  const query = useInfiniteQuery(activityQuery(association.id, pool.id))
  const movements = (query.data?.pages ?? []).flatMap(({ results }) => results)
  const fresh = useFresh(query.data && movements.map(({ id }) => id))
  return (
    <section aria-labelledby="recent">
      <div className={`row row--apart ${styles.head}`}>
        <h2 className="name h3" id="recent">
          {t('recent.title')}
        </h2>
        <LiveDot />
      </div>
      <Loaded query={query}>
        {() =>
          movements.length === 0 ? (
            <p className="soft small">{t('recent.none')}</p>
          ) : (
            <ul>
              {movements.map((movement) => (
                <Row
                  key={movement.id}
                  movement={movement}
                  pool={pool}
                  colour={movement.producer_id ? colours.get(movement.producer_id) : undefined}
                  fresh={fresh.has(movement.id)}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      {query.hasNextPage && (
        <Button
          small
          look="plain"
          className={styles.more}
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('recent.more')}
        </Button>
      )}
    </section>
  )
}

interface RowProps {
  movement: Movement
  pool: Pool
  colour: Colour | undefined
  fresh: boolean
}

function Row({ movement, pool, colour, fresh }: RowProps) {
  const { t } = useTranslation('pool')
  const format = useFormat()
  const now = useNow(30_000)
  const icon = icons[movement.kind]
  const values = {
    count: movement.units,
    units: `${format.count(movement.units)} ${unitOf(pool, movement.units, format.language)}`,
    name: movement.producer_name ?? '',
    lot: unbroken(movement.lot_code ?? ''),
  }
  const said =
    movement.mine && movement.producer_id ? (`you.${movement.kind}` as const) : (`${movement.kind}` as const)
  return (
    <li className={`${styles.row} ${fresh ? 'fresh arrive' : ''}`}>
      <Who colour={icon ? undefined : colour}>{icon ? <Icon name={icon} /> : movement.initials}</Who>
      <span>
        {t(`happened.${said as 'contributed'}`, values)}{' '}
        {movement.channel && movement.channel !== 'web' && t(`happened.through.${movement.channel}`)}{' '}
        {movement.line && <b>{movement.line}</b>}
        {movement.kind === 'allocated' && movement.parts.length > 0 && (
          <details className={styles.parts}>
            <summary>{t('happened.how')}</summary>
            {format.list(movement.parts.map((part) => `${part.name} ${format.count(part.units)}`))}
          </details>
        )}
        <time className={`tiny soft ${styles.time}`} dateTime={movement.at}>
          {format.ago(movement.at, new Date(Math.max(now, Date.parse(movement.at))))}
        </time>
      </span>
    </li>
  )
}
