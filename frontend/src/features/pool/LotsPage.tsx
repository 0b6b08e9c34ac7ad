import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Product } from '@/api/memberTypes'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { unitOf } from '@/lib/offerWords'
import { useFormat } from '@/lib/useFormat'
import { useLive } from '@/live/LiveProvider'
import { ButtonLink } from '@/ui/Button'
import { Empty } from '@/ui/Empty'
import { Icon } from '@/ui/Icon'
import { Title } from '@/ui/Title'
import { lotsQuery, productsQuery } from './api'
import { LotRow } from './LotRow'
import styles from './LotsPage.module.css'
import { keepersOf, type Maker } from './makers'
import { ProductThumb } from './ProductThumb'
import { byUrgency } from './parts'

/** The reader's own: what her producers make, and the lots of it, those that expire first at the top. */
export default function LotsPage() {
  const { t } = useTranslation('pool')
  const { me, association } = useWorkspace()
  const makers = keepersOf(me, association)
  useLive(makers.map(({ id }) => `producer:${id}`))
  return (
    <div className={styles.page}>
      <div className={`row row--apart row--wrap ${styles.head}`}>
        <div className="stack stack--2">
          <Title>{t('mine.title')}</Title>
          <p className="soft">{t('mine.lead')}</p>
        </div>
        {makers.length > 0 && (
          <ButtonLink look="go" icon="plus" to="nuevo">
            {t('mine.new')}
          </ButtonLink>
        )}
      </div>
      {makers.length === 0 && (
        <Empty emblem="generic" title={t('mine.noProducer')}>
          {t('mine.noProducerDetail')}
        </Empty>
      )}
      {makers.length > 0 && (
        <p>
          <Link to="planillas">{t('mine.tables')}</Link>
        </p>
      )}
      {makers.map((maker) => (
        <ProducerThings key={maker.id} producer={maker} named={makers.length > 1} />
      ))}
    </div>
  )
}

function ProducerThings({ producer, named }: { producer: Maker; named: boolean }) {
  const { t } = useTranslation('pool')
  const products = useQuery(productsQuery(producer.id))
  const lots = useQuery(lotsQuery(producer.id))
  return (
    <section className={styles.things} aria-label={producer.name}>
      {(named || producer.itself) && (
        <div className="stack stack--2">
          {named && (
            <p className="over">
              {producer.itself ? t('itself.option', { name: producer.name }) : producer.name}
            </p>
          )}
          {producer.itself && <p className="small soft">{t('itself.money')}</p>}
        </div>
      )}
      <Loaded query={lots}>
        {({ results }) =>
          results.length === 0 ? (
            <Empty emblem="cheese" title={t('mine.empty')}>
              {t('mine.emptyDetail')}
            </Empty>
          ) : (
            <div className="stack stack--2">
              <h2 className="name h3">{t(producer.itself ? 'itself.lots' : 'mine.lots')}</h2>
              <ul>
                {byUrgency(results).map((lot) => (
                  <LotRow key={lot.id} lot={lot} producerId={producer.id} />
                ))}
              </ul>
            </div>
          )
        }
      </Loaded>
      <Loaded query={products}>
        {({ results }) => (
          <div className="stack">
            <h2 className="name h3">{t(producer.itself ? 'itself.products' : 'mine.products')}</h2>
            <ul className={styles.products}>
              {results.map((product) => (
                <ProductTile key={product.id} producerId={producer.id} product={product} />
              ))}
              <li className={styles.product}>
                <Link className={styles.more} to={`productos/nuevo?de=${producer.id}`}>
                  <Icon name="plus" large />
                  {t('product.title')}
                </Link>
              </li>
            </ul>
          </div>
        )}
      </Loaded>
    </section>
  )
}

function ProductTile({ producerId, product }: { producerId: string; product: Product }) {
  const { t } = useTranslation('pool')
  const format = useFormat()
  return (
    <li className={styles.product}>
      <ProductThumb photo={product.photo ?? null} category={product.category} />
      <Link className={`name ${styles.name}`} to={`productos/${producerId}/${product.id}`}>
        {product.name}
      </Link>
      <span className="small soft">
        {product.lots === 0
          ? t('product.noLots')
          : t('product.free', {
              count: product.free,
              units: `${format.count(product.free)} ${unitOf(product, product.free, format.language)}`,
            })}
      </span>
      {!product.photo && <span className="small act b">{t('product.noPhoto')}</span>}
    </li>
  )
}
