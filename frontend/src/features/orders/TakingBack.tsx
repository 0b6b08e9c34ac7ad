import { useTranslation } from 'react-i18next'
import { Icon } from '@/ui/Icon'
import styles from './TakingBack.module.css'

interface Props {
  things: { id: string; name: string; withdrawal_right: boolean; perishable: boolean }[]
}

/** Which of these can be given back, and which can't and why. */
export function TakingBack({ things }: Props) {
  const { t } = useTranslation('orders')
  return (
    <section aria-labelledby="back">
      <h2 id="back" className="name h3">
        {t('back.title')}
      </h2>
      <ul className={`small ${styles.list}`}>
        {things.map(({ id, name, withdrawal_right: right, perishable }) => (
          <li key={id}>
            <Icon name={right ? 'check' : 'x'} />
            <span>
              <b>{name}:</b> {t(right ? 'back.yes' : perishable ? 'back.perishable' : 'back.no')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
