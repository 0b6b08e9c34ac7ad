import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import type { ProducerPublic } from '@/api/types'
import { Loaded } from '@/app/Loaded'
import { StoreFrame } from '@/app/StoreFrame'
import { comunaOf } from '@/lib/comunas'
import { useFormat } from '@/lib/useFormat'
import { useLive } from '@/live/LiveProvider'
import { Altitude } from '@/ui/Altitude'
import { ComunaMap, MapCredit } from '@/ui/ComunaMap'
import { Empty } from '@/ui/Empty'
import { Title } from '@/ui/Title'
import { producerQuery } from '../api'
import { OfferTile } from '../OfferTile'
import styles from './ProducerPage.module.css'

export default function ProducerPage() {
  const { t } = useTranslation('region')
  const { id = '' } = useParams()
  const query = useQuery(producerQuery(id))
  useLive(['catalog'])
  return (
    <StoreFrame back={{ to: '/productores', label: t('producer.back') }}>
      <Loaded query={query}>{(producer) => <Producer producer={producer} />}</Loaded>
    </StoreFrame>
  )
}

function Producer({ producer }: { producer: ProducerPublic }) {
  const { t } = useTranslation('region')
  const format = useFormat()
  const comuna = comunaOf(producer.comuna)
  return (
    <>
      <div className={styles.head}>
        <div className="stack">
          {comuna && (
            <p className="over">
              {t('producer.place', {
                place: [producer.locality, comuna.name].filter(Boolean).join(', '),
                metres: format.count(comuna.metres),
              })}
            </p>
          )}
          <Title>{producer.public_name}</Title>
          {producer.associations.length > 0 && (
            <p className="soft">
              {t('producer.member')}{' '}
              {producer.associations.map(({ slug, name }, index) => (
                <span key={slug}>
                  {index > 0 && ', '}
                  <Link className="b" to={`/asociaciones/${slug}`}>
                    {name}
                  </Link>
                </span>
              ))}
            </p>
          )}
          {producer.story && <p className={`lead ${styles.story}`}>{producer.story}</p>}
          {comuna && (
            <div className={styles.height}>
              <Altitude metres={comuna.metres} place={comuna.name} />
            </div>
          )}
        </div>
        {comuna && (
          <figure className={styles.map}>
            <ComunaMap cut={comuna.cut} name={comuna.name} width={170} />
            <figcaption>
              <MapCredit />
            </figcaption>
          </figure>
        )}
      </div>
      <h2 className={`name h2 ${styles.title}`}>{t('producer.offers')}</h2>
      {producer.offers.length === 0 ? (
        <Empty title={t('producer.nothing')}>{t('producer.nothingDetail')}</Empty>
      ) : (
        <div className="grid">
          {producer.offers.map((offer) => (
            <OfferTile key={offer.id} offer={offer} level={3} />
          ))}
        </div>
      )}
    </>
  )
}
