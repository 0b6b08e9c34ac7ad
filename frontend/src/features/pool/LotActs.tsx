import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Lot } from '@/api/memberTypes'
import { unbroken } from '@/lib/unbroken'
import { Button } from '@/ui/Button'
import { CountDialog } from './CountDialog'
import { LotBookDialog } from './LotBookDialog'
import styles from './LotsPage.module.css'
import { SpoilDialog } from './SpoilDialog'

export interface LotOf {
  lot: Lot
  producerId: string
}

const acts = ['count', 'spoil', 'book'] as const

/** What a producer does with a lot in her own store: count it, write off what is gone, read where it went. */
export function LotActs({ lot, producerId }: LotOf) {
  const { t } = useTranslation('pool')
  const [open, setOpen] = useState<(typeof acts)[number] | null>(null)
  const of = { lot, producerId, onClose: () => setOpen(null) }
  return (
    <div className={`row row--wrap ${styles.acts}`}>
      {acts.map((act) => (
        <Button
          key={act}
          small
          look="plain"
          aria-label={t(`store.${act}One`, { code: unbroken(lot.code) })}
          onClick={() => setOpen(act)}
        >
          {t(`store.${act}`)}
        </Button>
      ))}
      <CountDialog {...of} open={open === 'count'} />
      <SpoilDialog {...of} open={open === 'spoil'} />
      <LotBookDialog {...of} open={open === 'book'} />
    </div>
  )
}
