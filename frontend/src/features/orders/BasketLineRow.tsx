import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { usePutLine } from '@/api/basket'
import type { BasketLine } from '@/api/types'
import { measure, unitOf } from '@/lib/offerWords'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { artFile } from '@/ui/Art'
import { Button, IconButton } from '@/ui/Button'
import { Emblem } from '@/ui/Emblem'
import { Notice } from '@/ui/Notice'
import { Photo } from '@/ui/Photo'
import { Stepper } from '@/ui/Stepper'
import { useToast } from '@/ui/Toast'
import styles from './BasketLineRow.module.css'

/** Taps in a row become one call. */
const patience = 350

export function BasketLineRow({ line }: { line: BasketLine }) {
  const { t } = useTranslation('orders')
  const format = useFormat()
  const say = useToast()
  const put = usePutLine()
  const problem = useProblem(put.error)
  const { offer } = line
  const [units, setUnits] = useState(line.units)
  const timer = useRef<number | undefined>(undefined)
  useEffect(() => setUnits(line.units), [line.units])
  useEffect(() => () => window.clearTimeout(timer.current), [])
  const keep = (wanted: number) => {
    setUnits(wanted)
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(
      () => put.mutate({ offerId: offer.id, units: wanted }, { onError: () => setUnits(line.units) }),
      patience,
    )
  }
  const remove = () => {
    window.clearTimeout(timer.current)
    const before = line.units
    put.mutate(
      { offerId: offer.id, units: 0 },
      {
        onSuccess: () =>
          say(t('basket.removed', { name: offer.name }), {
            label: t('basket.undo'),
            run: () => put.mutate({ offerId: offer.id, units: before }),
          }),
      },
    )
  }
  const picture = artFile(offer.picture)
  return (
    <li className={styles.line}>
      {offer.photo ? (
        <span className={styles.picture}>
          <Photo photo={offer.photo} sizes="72px" silent />
        </span>
      ) : picture ? (
        <img className={styles.picture} src={picture} alt="" width={72} height={72} />
      ) : (
        <Emblem name={offer.emblem || 'generic'} size={72} />
      )}
      <div className={styles.words}>
        <Link to={`/productos/${offer.slug}`} className={`b ${styles.name}`}>
          {offer.name}
        </Link>
        <p className="small soft">
          {[measure(offer, format.count), t('basket.each', { price: format.pesos(offer.price_clp) })]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <b className={`r ${styles.total}`}>{format.pesos(offer.price_clp * units)}</b>
      <div className={`row ${styles.count}`}>
        <Stepper
          value={units}
          max={Math.max(units, line.units + offer.free)}
          label={unitOf(offer, 2, format.language)}
          onChange={keep}
        />
        <IconButton icon="x" label={t('basket.remove', { name: offer.name })} onClick={remove} />
      </div>
      {line.expires_at === null && (
        <div className={styles.problem}>
          <Notice kind="act" icon="clock">
            {t('basket.released')}{' '}
            <Button small look="plain" busy={put.isPending} onClick={() => keep(line.units)}>
              {t('basket.holdAgain')}
            </Button>
          </Notice>
        </div>
      )}
      {problem && (
        <div className={styles.problem}>
          <Notice kind="bad" role="alert">
            {problem.detail}
          </Notice>
        </div>
      )}
    </li>
  )
}
