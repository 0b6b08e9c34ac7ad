import { useInfiniteQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { NextStep, Sale, Sales } from '@/api/memberTypes'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { useFresh } from '@/lib/useFresh'
import { useKeptFocus } from '@/lib/useKeptFocus'
import { ButtonLink } from '@/ui/Button'
import { Empty } from '@/ui/Empty'
import { Pick } from '@/ui/Field'
import { More } from '@/ui/More'
import { salesQuery } from './api'
import { type Asked, addressOf } from './asked'
import { HandoverDialog } from './HandoverDialog'
import { OfferSelect } from './OfferSelect'
import { ReturnDialog } from './ReturnDialog'
import { SaleRow } from './SaleRow'
import styles from './SalesPage.module.css'
import { UndoDialog } from './UndoDialog'

interface Props {
  asked: Asked
  offers: Sales['offers']
  waits: number
}

/** Order by order, newest first; who delivers marks each on its way. */
export function OrdersView({ asked, offers, waits }: Props) {
  const { t } = useTranslation('sales')
  const { association } = useWorkspace()
  const go = useNavigate()
  const query = useInfiniteQuery(salesQuery(association.id, { offer: asked.offer, waiting: asked.waiting }))
  const sales = query.data?.pages.flatMap(({ results }) => results)
  const fresh = useFresh(sales?.map(({ id }) => id))
  const list = useRef<HTMLUListElement>(null)
  useKeptFocus(list, list, sales)
  const [chosen, setChosen] = useState<{ sale: Sale; step: NextStep } | null>(null)
  const [opened, setOpened] = useState<{ id: string; act: 'undo' | 'return' } | null>(null)
  // As it stands now, also while the dialog is open.
  const open = sales?.find(({ id }) => id === opened?.id) ?? null
  const some = offers.length > 0
  return (
    <>
      {some && (
        <div className={styles.filters}>
          <OfferSelect asked={asked} offers={offers} />
          <Pick
            title={t('onlyWaiting')}
            detail={t('waits', { count: waits })}
            checked={asked.waiting}
            onChange={({ target }) => void go(addressOf({ ...asked, waiting: target.checked }))}
          />
        </div>
      )}
      <Loaded query={query}>
        {() =>
          sales?.length === 0 ? (
            <Nothing asked={asked} />
          ) : (
            <ul ref={list} tabIndex={-1} aria-label={t('view.orders')}>
              {sales?.map((sale) => (
                <SaleRow
                  key={sale.id}
                  sale={sale}
                  fresh={fresh.has(sale.id)}
                  onStep={(step) => setChosen({ sale, step })}
                  onUndo={() => setOpened({ id: sale.id, act: 'undo' })}
                  onReturn={() => setOpened({ id: sale.id, act: 'return' })}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      <More query={query}>{t('more')}</More>
      <HandoverDialog chosen={chosen} onClose={() => setChosen(null)} />
      <UndoDialog sale={opened?.act === 'undo' ? open : null} onClose={() => setOpened(null)} />
      <ReturnDialog sale={opened?.act === 'return' ? open : null} onClose={() => setOpened(null)} />
    </>
  )
}

function Nothing({ asked }: { asked: Asked }) {
  const { t } = useTranslation('sales')
  if (asked.waiting || asked.offer) {
    return (
      <Empty
        emblem="jar"
        title={asked.waiting ? t('nothingWaits') : t('noneHere')}
        action={
          <ButtonLink to={addressOf({ ...asked, waiting: false, offer: undefined })}>{t('all')}</ButtonLink>
        }
      >
        {asked.waiting ? t('nothingWaitsDetail') : t('noneHereDetail')}
      </Empty>
    )
  }
  return (
    <Empty emblem="jar" title={t('empty')} action={<ButtonLink to="../acopio">{t('toPool')}</ButtonLink>}>
      {t('emptyDetail')}
    </Empty>
  )
}
