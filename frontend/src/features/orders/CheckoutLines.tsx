import type { BasketLine } from '@/api/types'
import { measure, unitOf } from '@/lib/offerWords'
import { useFormat } from '@/lib/useFormat'
import { artFile } from '@/ui/Art'
import { Emblem } from '@/ui/Emblem'
import { Photo } from '@/ui/Photo'
import styles from './CheckoutLines.module.css'

/** What is about to be paid, who sells it, and what each thing costs. */
export function CheckoutLines({ lines }: { lines: BasketLine[] }) {
  const format = useFormat()
  return (
    <ul>
      {lines.map(({ offer, units, total_clp }) => {
        const picture = artFile(offer.picture)
        const what = [
          `${format.count(units)} ${unitOf(offer, units, format.language)}`,
          measure(offer, format.count),
        ]
        return (
          <li key={offer.id} className={styles.item}>
            {offer.photo ? (
              <Photo photo={offer.photo} sizes="56px" silent />
            ) : picture ? (
              <img src={picture} alt="" width={56} height={56} />
            ) : (
              <Emblem name={offer.emblem || 'generic'} size={56} />
            )}
            <b className={styles.name}>{offer.name}</b>
            <b className="r nw">{format.pesos(total_clp)}</b>
            <span className={`small soft ${styles.more}`}>
              {[...what, offer.association.name].filter(Boolean).join(' · ')}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
