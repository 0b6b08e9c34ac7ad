import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import type { Pool } from '@/api/memberTypes'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { useFormat } from '@/lib/useFormat'
import { Button } from '@/ui/Button'
import { Empty } from '@/ui/Empty'
import { Title } from '@/ui/Title'
import { Activity } from './Activity'
import { poolQuery } from './api'
import { ContributeDialog } from './ContributeDialog'
import { Figures } from './Figures'
import { MemberParts } from './MemberParts'
import { MyShare } from './MyShare'
import { OfferPhoto } from './OfferPhoto'
import { OfferSwitch } from './OfferSwitch'
import { PoolLots } from './PoolLots'
import styles from './PoolPage.module.css'
import { ProductThumb } from './ProductThumb'
import { coloursOf } from './parts'
import { OfferSeals } from './required/OfferSeals'
import { WithdrawDialog } from './WithdrawDialog'

export default function PoolPage() {
  const { association } = useWorkspace()
  const { offerId = '' } = useParams()
  const query = useQuery(poolQuery(association.id, offerId))
  return <Loaded query={query}>{(pool) => <Offer pool={pool} />}</Loaded>
}

type Asked = 'contribute' | 'withdraw' | null

function Offer({ pool }: { pool: Pool }) {
  const { t } = useTranslation('pool')
  const format = useFormat()
  const { association } = useWorkspace()
  const [params, setParams] = useSearchParams()
  const wanted = params.get('sumar')
  const [asked, setAsked] = useState<Asked>(wanted ? 'contribute' : null)
  const [lot, setLot] = useState<string | null>(null)
  const colours = coloursOf(pool.members)
  const mine = pool.lots.filter((one) => one.mine && one.free + one.uncovered > 0)
  const makes = association.own_producer_id !== null && association.status === 'constituted'
  const contributes = (association.producer_id !== null || makes) && pool.status !== 'closed'
  const empty = pool.lots.every(({ units, allocated }) => units === 0 && allocated === 0)
  const ready = pool.status === 'draft' && pool.free > 0 && pool.can.includes('catalog_openOffer')
  const close = () => {
    setAsked(null)
    if (wanted) setParams({}, { replace: true })
  }
  return (
    <div className={styles.page}>
      <div className={styles.main}>
        <div className={styles.top}>
          <div className={styles.name}>
            {pool.photo && <ProductThumb photo={pool.photo} category={pool.category} size={96} />}
            <div className="stack stack--1">
              <p className="over">
                {[t(`status.${pool.status}`), pool.net_content, format.pesos(pool.price_clp)]
                  .filter(Boolean)
                  .join(' · ')}
                {pool.status === 'open' && (
                  <>
                    {' · '}
                    <Link to={`/productos/${pool.slug}`}>{t('page.shop')}</Link>
                  </>
                )}
              </p>
              <Title>{pool.name}</Title>
            </div>
          </div>
          <div className={styles.acts}>
            {contributes && (
              <Button look={ready ? undefined : 'go'} icon="plus" onClick={() => setAsked('contribute')}>
                {t('page.add')}
              </Button>
            )}
            {mine.length > 0 && (
              <Button
                onClick={() => {
                  setLot(null)
                  setAsked('withdraw')
                }}
              >
                {t('page.withdraw')}
              </Button>
            )}
            <OfferSwitch pool={pool} main={ready} />
            <OfferPhoto pool={pool} />
          </div>
          <Figures pool={pool} />
          <MyShare pool={pool} />
        </div>
        {empty ? (
          <Empty emblem={pool.emblem} title={t('page.empty')}>
            {t('page.emptyDetail')}
          </Empty>
        ) : (
          <>
            <MemberParts pool={pool} />
            <PoolLots
              pool={pool}
              colours={colours}
              onWithdraw={(contributionId) => {
                setLot(contributionId)
                setAsked('withdraw')
              }}
            />
          </>
        )}
      </div>
      <div className={styles.aside}>
        <OfferSeals pool={pool} />
        <Activity pool={pool} colours={colours} />
        <section className={`stack stack--2 ${styles.rule}`} aria-labelledby="rule">
          <h2 className="name h3" id="rule">
            {t('rule.title')}
          </h2>
          <p className="small b">{pool.rule.title}</p>
          <p className="small">{pool.rule.text}</p>
          <p className="small soft">
            {pool.rule.effective_from
              ? t('rule.versionFrom', {
                  version: pool.rule.version,
                  day: format.day(pool.rule.effective_from),
                })
              : t('rule.version', { version: pool.rule.version })}
          </p>
          <p className="small">
            <Link to="../decisiones/reglas">{t('rule.change')}</Link>
          </p>
        </section>
      </div>
      {contributes && (
        <ContributeDialog pool={pool} lot={wanted} open={asked === 'contribute'} onClose={close} />
      )}
      <WithdrawDialog pool={pool} lots={mine} chosen={lot} open={asked === 'withdraw'} onClose={close} />
    </div>
  )
}
