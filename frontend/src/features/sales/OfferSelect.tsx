import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Sales } from '@/api/memberTypes'
import { Select } from '@/ui/Field'
import { type Asked, addressOf } from './asked'

export function OfferSelect({ asked, offers }: { asked: Asked; offers: Sales['offers'] }) {
  const { t } = useTranslation('sales')
  const go = useNavigate()
  return (
    <Select
      name="oferta"
      label={t('offer')}
      value={asked.offer ?? ''}
      onChange={({ target }) => void go(addressOf({ ...asked, offer: target.value || undefined }))}
    >
      <option value="">{t('everyOffer')}</option>
      {asked.offer && !offers.some(({ offer_id }) => offer_id === asked.offer) && (
        <option value={asked.offer}>{t('thatOffer')}</option>
      )}
      {offers.map((one) => (
        <option key={one.offer_id} value={one.offer_id}>
          {one.name}
        </option>
      ))}
    </Select>
  )
}
