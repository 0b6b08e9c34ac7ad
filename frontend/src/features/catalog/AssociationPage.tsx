import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import type { AssociationPublic } from '@/api/types'
import { Loaded } from '@/app/Loaded'
import { StoreFrame } from '@/app/StoreFrame'
import { comunaOf } from '@/lib/comunas'
import { useFormat } from '@/lib/useFormat'
import { useLive } from '@/live/LiveProvider'
import { ButtonLink } from '@/ui/Button'
import { ComunaMap, MapCredit } from '@/ui/ComunaMap'
import { Empty } from '@/ui/Empty'
import { Title } from '@/ui/Title'
import styles from './AssociationPage.module.css'
import { associationOffersQuery, associationQuery } from './api'
import { GhostTiles } from './GhostTiles'
import { OfferTile } from './OfferTile'

export default function AssociationPage() {
  const { t } = useTranslation('catalog')
  const { slug = '' } = useParams()
  const query = useQuery(associationQuery(slug))
  useLive(['catalog'])
  return (
    <StoreFrame back={{ to: '/asociaciones', label: t('associations.back') }}>
      <Loaded query={query}>{(association) => <Association association={association} />}</Loaded>
    </StoreFrame>
  )
}

function Association({ association }: { association: AssociationPublic }) {
  const { t } = useTranslation('catalog')
  const format = useFormat()
  const comuna = comunaOf(association.comuna)
  const offers = useQuery(associationOffersQuery(association.id))
  const facts = [
    t(`associationKind.${association.kind}` as 'associationKind.cooperative'),
    association.member_count > 0 &&
      t('associations.members', {
        count: association.member_count,
        number: format.count(association.member_count),
      }),
  ].filter(Boolean)
  return (
    <>
      <div className={styles.head}>
        <div className="stack">
          {comuna && <p className="over">{comuna.name}</p>}
          <Title>{association.name}</Title>
          <p className="soft">{facts.join(' · ')}</p>
          <p className="lead">{association.purpose}</p>
          <p className="small soft">{t(`associations.admission.${association.admission}`)}</p>
          {association.status === 'constituted' && association.admission !== 'invitation' && (
            <div>
              <ButtonLink to="ingreso">{t('associations.apply')}</ButtonLink>
            </div>
          )}
          {association.story && <p className={styles.story}>{association.story}</p>}
        </div>
        {comuna && (
          <figure className={styles.map}>
            <ComunaMap cut={comuna.cut} name={comuna.name} width={150} />
            <figcaption>
              <MapCredit />
            </figcaption>
          </figure>
        )}
      </div>
      <h2 className={`name h2 ${styles.title}`}>{t('associations.sells')}</h2>
      <Loaded query={offers} waiting={<GhostTiles count={4} />}>
        {({ results }) =>
          results.length === 0 ? (
            <Empty title={t('associations.nothing')}>{t('associations.nothingDetail')}</Empty>
          ) : (
            <div className="grid">
              {results.map((offer) => (
                <OfferTile key={offer.id} offer={offer} level={3} />
              ))}
            </div>
          )
        }
      </Loaded>
    </>
  )
}
