import { useTranslation } from 'react-i18next'
import type { OfferDetail } from '@/api/types'
import { useFormat } from '@/lib/useFormat'
import { Icon, type IconName } from '@/ui/Icon'
import styles from './OfferFacts.module.css'

/** What to know before buying: cold, how it arrives, age, taking it back. */
export function OfferFacts({ offer }: { offer: OfferDetail }) {
  const { t } = useTranslation('catalog')
  const format = useFormat()
  const facts: [IconName, string][] = []
  if (offer.perishable) {
    const until = offer.best_before ? ` ${t('facts.bestBefore', { day: format.day(offer.best_before) })}` : ''
    facts.push(['cold', t('facts.cold') + until])
  }
  if (offer.category !== 'experience') facts.push(['pin', t('facts.delivery')])
  if (offer.alcohol_degrees !== null) facts.push(['user', t('facts.adult')])
  facts.push(['undo', offer.withdrawal_right ? t('facts.withdrawal') : t('facts.noWithdrawal')])
  return (
    <ul className={styles.facts}>
      {facts.map(([icon, words]) => (
        <li key={icon}>
          <Icon name={icon} />
          <span>{words}</span>
        </li>
      ))}
    </ul>
  )
}
