import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { basketQuery } from '@/api/basket'
import type { Basket } from '@/api/types'
import { Loaded } from '@/app/Loaded'
import { StoreFrame } from '@/app/StoreFrame'
import { useFormat } from '@/lib/useFormat'
import { useLive } from '@/live/LiveProvider'
import { ButtonLink } from '@/ui/Button'
import { Empty } from '@/ui/Empty'
import { Notice } from '@/ui/Notice'
import { Title } from '@/ui/Title'
import { useToast } from '@/ui/Toast'
import { BasketLineRow } from './BasketLineRow'
import styles from './BasketPage.module.css'
import { byAssociation } from './byAssociation'
import { HoldTimer } from './HoldTimer'
import { lastOrder } from './lastOrder'
import { linkOf, orderAddress } from './link'

export default function BasketPage() {
  const { t } = useTranslation('orders')
  const query = useQuery({ ...basketQuery, staleTime: 0 })
  useLive(['catalog'])
  return (
    <StoreFrame back={{ to: '/', label: t('basket.back') }} className={styles.page}>
      <Loaded query={query}>{(basket) => <Contents basket={basket} />}</Loaded>
    </StoreFrame>
  )
}

function Contents({ basket }: { basket: Basket }) {
  const { t } = useTranslation('orders')
  const format = useFormat()
  const queries = useQueryClient()
  const say = useToast()
  const ended = useCallback(() => {
    say(t('hold.over'))
    void queries.invalidateQueries({ queryKey: basketQuery.queryKey })
  }, [queries, say, t])
  if (basket.lines.length === 0) {
    const order = lastOrder()
    return (
      <Empty
        level={1}
        emblem="papaya"
        title={t('basket.empty')}
        action={
          <div className="row row--wrap">
            {order && (
              <ButtonLink look="go" to={orderAddress(order.id, linkOf(order.id, ''))}>
                {t('basket.lastOrder', { number: order.number })}
              </ButtonLink>
            )}
            <ButtonLink to="/">{t('basket.look')}</ButtonLink>
          </div>
        }
      >
        {order ? t('basket.becameOrder', { number: order.number }) : t('basket.emptyDetail')}
      </Empty>
    )
  }
  const sellers = byAssociation(basket.lines)
  const released = basket.lines.some((line) => line.expires_at === null)
  return (
    <>
      <div className={styles.timer}>
        <HoldTimer basket={basket} onEnd={ended} />
      </div>
      <Title className={`name h1 ${styles.title}`}>{t('basket.title')}</Title>
      {sellers.map(({ association, lines, total }) => (
        <section key={association.id} aria-labelledby={`seller-${association.id}`} className={styles.seller}>
          <div className="row row--apart row--base">
            <h2 className="name h3" id={`seller-${association.id}`}>
              {association.name}
            </h2>
            <b>{format.pesos(total)}</b>
          </div>
          <ul>
            {lines.map((line) => (
              <BasketLineRow key={line.offer.id} line={line} />
            ))}
          </ul>
        </section>
      ))}
      {sellers.length > 1 && <p className="small soft">{t('basket.several', { count: sellers.length })}</p>}
      <div className={styles.pay}>
        <p className="sumline sumline--total">
          <span>{t('basket.total')}</span>
          <span className="big">{format.pesos(basket.total_clp)}</span>
        </p>
        {released ? (
          <Notice kind="act" icon="clock" role="status">
            {t('basket.someReleased')}
          </Notice>
        ) : (
          <ButtonLink look="go" wide to="/pagar">
            {t('basket.checkout')}
          </ButtonLink>
        )}
      </div>
    </>
  )
}
