import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useBasketUnits, usePutLine } from '@/api/basket'
import type { OfferDetail } from '@/api/types'
import { unitOf } from '@/lib/offerWords'
import { useChange } from '@/lib/useChange'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { LiveDot } from '@/live/LiveDot'
import { Button, ButtonLink } from '@/ui/Button'
import { Notice } from '@/ui/Notice'
import { Stepper } from '@/ui/Stepper'
import { useToast } from '@/ui/Toast'
import styles from './BuyBox.module.css'

/** How many, into the basket, and how many are left, live. On a phone the action stays at the thumb. */
export function BuyBox({ offer }: { offer: OfferDetail }) {
  const { t } = useTranslation('catalog')
  const format = useFormat()
  const navigate = useNavigate()
  const say = useToast()
  const [units, setUnits] = useState(1)
  const put = usePutLine()
  const problem = useProblem(put.error)
  const inBasket = useBasketUnits(offer.id)
  const sold = useChange(offer.allocated, offer.id)
  const wanted = Math.min(units, Math.max(1, offer.free))
  const add = () =>
    put.mutate(
      { offerId: offer.id, units: inBasket + wanted },
      {
        onSuccess: () => {
          setUnits(1)
          const what = `${format.count(wanted)} ${unitOf(offer, wanted, format.language)}`
          say(t('buy.added', { what }), { label: t('buy.toBasket'), run: () => void navigate('/canasta') })
        },
      },
    )
  const label = unitOf(offer, 2, format.language)
  const price = format.pesos(offer.price_clp * wanted)
  return (
    <>
      {offer.free > 0 ? (
        <div className={styles.box}>
          <Stepper value={wanted} max={offer.free} label={label} onChange={setUnits} />
          <Button look="go" className="grow" busy={put.isPending} onClick={add}>
            <span className={styles.long}>{t('buy.add')}</span>
            <span className={styles.short}>{t('buy.addFor', { price })}</span>
          </Button>
        </div>
      ) : (
        <Notice icon="clock">{t('buy.soldOut')}</Notice>
      )}
      {problem && (
        <Notice kind="bad" role="alert">
          {problem.detail}
        </Notice>
      )}
      <p className={`row row--wrap small soft ${styles.left}`}>
        <LiveDot />
        <span aria-live="polite">
          {t('left', { count: offer.free, number: format.count(offer.free) })}
          {sold > 0 && (
            <b className="act">{` · ${t('buy.justSold', { count: sold, number: format.count(sold) })}`}</b>
          )}
        </span>
      </p>
      {inBasket > 0 && (
        <p className="row row--wrap small">
          <span>
            {t('buy.inBasket', {
              what: `${format.count(inBasket)} ${unitOf(offer, inBasket, format.language)}`,
            })}
          </span>
          <ButtonLink small look="plain" to="/canasta">
            {t('buy.toBasket')}
          </ButtonLink>
        </p>
      )}
    </>
  )
}
