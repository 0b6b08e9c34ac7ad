import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { OfferCard } from '@/api/types'
import { comunaName } from '@/lib/comunas'
import { measure } from '@/lib/offerWords'
import { useFormat } from '@/lib/useFormat'
import { Vein } from '@/ui/ShareBar'
import { OfferBadges } from './OfferBadges'
import { OfferPicture } from './OfferPicture'

const few = 10

/** An offer in a list: picture, layers of the members, name, price, how many are left. */
export function OfferTile({ offer, level = 2 }: { offer: OfferCard; level?: 2 | 3 }) {
  const { t } = useTranslation('catalog')
  const format = useFormat()
  const Heading = level === 2 ? 'h2' : 'h3'
  const left =
    offer.free === 0 ? t('soldOut') : t('left', { count: offer.free, number: format.count(offer.free) })
  return (
    <article className="offer">
      <div className="offer__pic">
        <OfferPicture offer={offer} />
        <Vein parts={offer.shares} />
      </div>
      <p className="offer__where">{comunaName(offer.comuna)}</p>
      <Heading>
        <Link className="offer__name name" to={`/productos/${offer.slug}`}>
          {offer.name}
        </Link>
      </Heading>
      <p className="offer__by">{offer.association.name}</p>
      <OfferBadges badges={offer.badges} />
      <p className="offer__price">
        <b>{format.pesos(offer.price_clp)}</b>
        <span>{measure(offer, format.count)}</span>
        <span className={offer.free < few ? 'act b' : ''}>{left}</span>
      </p>
    </article>
  )
}
