import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { LotMovement } from '@/api/memberTypes'
import { Loaded } from '@/app/Loaded'
import { unitOf } from '@/lib/offerWords'
import { unbroken } from '@/lib/unbroken'
import { useFormat } from '@/lib/useFormat'
import { useNow } from '@/lib/useNow'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { lotBookQuery } from './api'
import type { LotOf } from './LotActs'
import styles from './LotBook.module.css'
import { lossReasons } from './lossReasons'

type Props = LotOf & { onClose(): void }

/** Where each unit of the lot went, newest first. */
export function LotBookDialog({ open, ...props }: Props & { open: boolean }) {
  const { t } = useTranslation('pool')
  return (
    <Dialog
      open={open}
      onClose={props.onClose}
      title={t('store.bookTitle', { code: unbroken(props.lot.code) })}
      actions={<Button onClick={props.onClose}>{t('store.close')}</Button>}
    >
      <LotBook {...props} />
    </Dialog>
  )
}

function LotBook({ lot, producerId }: Props) {
  const { t } = useTranslation('pool')
  const format = useFormat()
  const query = useInfiniteQuery(lotBookQuery(producerId, lot.id))
  const lines = (query.data?.pages ?? []).flatMap(({ results }) => results)
  const figures = [
    ['onHand', lot.on_hand],
    ['dispatched', lot.dispatched],
    ['used', lot.used],
    ['lost', lot.lost],
  ] as const
  return (
    <>
      <dl className={styles.figures}>
        {figures
          .filter(([name, units]) => name === 'onHand' || units > 0)
          .map(([name, units]) => (
            <div key={name}>
              <dt className="small soft">{t(`store.figure.${name}`)}</dt>
              <dd className="b">{format.count(units)}</dd>
            </div>
          ))}
      </dl>
      <Loaded query={query}>
        {() => (
          <ul>
            {lines.map((line) => (
              <Line key={line.id} line={line} lot={lot} />
            ))}
          </ul>
        )}
      </Loaded>
      {query.hasNextPage && (
        <Button small look="plain" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('recent.more')}
        </Button>
      )}
    </>
  )
}

function Line({ line, lot }: { line: LotMovement; lot: LotOf['lot'] }) {
  const { t } = useTranslation('pool')
  const format = useFormat()
  const now = useNow(30_000)
  const counted = line.counted ?? 0
  const values = {
    count: line.units,
    units: `${format.count(line.units)} ${unitOf(lot, line.units, format.language)}`,
    offer: line.offer_name ?? '',
    into: unbroken(line.into_code ?? ''),
    counted: `${format.count(counted)} ${unitOf(lot, counted, format.language)}`,
  }
  const reason = lossReasons.find((one) => one === line.reason)
  return (
    <li className={styles.line}>
      <span>
        {t(`store.happened.${kindOf(line)}`, values)}
        {reason && ` ${t('store.because', { reason: t(`store.reason.${reason}`) })}`}
        {line.by_helper && <span className="small soft"> {t('store.byHelper')}</span>}
      </span>
      <time className="tiny soft" dateTime={line.at}>
        {format.ago(line.at, new Date(Math.max(now, Date.parse(line.at))))}
      </time>
    </li>
  )
}

/** Some kinds are said in another way, by what they led to. */
function kindOf({ kind, made, lost, units, offer_name, reason }: LotMovement) {
  if (kind === 'counted') return units === 0 ? 'countedSame' : made > 0 ? 'countedMore' : 'countedLess'
  if (kind === 'adjusted') return made > 0 ? 'adjustedUp' : 'adjustedDown'
  if (kind === 'spoiled') return offer_name ? 'spoiledInOffer' : 'spoiled'
  if (kind === 'returned')
    return reason === 'never_left' ? 'neverLeft' : lost > 0 ? 'returnedLost' : 'returned'
  return kind
}
