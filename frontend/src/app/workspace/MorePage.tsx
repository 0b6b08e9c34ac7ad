import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Icon } from '@/ui/Icon'
import { Title } from '@/ui/Title'
import styles from './MorePage.module.css'
import { underMore } from './places'
import { useWorkspace } from './WorkspaceLayout'

/** What doesn't fit the phone's bottom bar. */
export default function MorePage() {
  const { t } = useTranslation('app')
  const { me, association } = useWorkspace()
  return (
    <div className={styles.page}>
      <Title>{t('place.more')}</Title>
      <ul>
        {underMore.map(({ id, path, icon }) => (
          <li key={id} className={styles.place}>
            <Icon name={icon} />
            <Link to={`/a/${association.slug}/${path}`}>{t(`place.${id}`)}</Link>
            <Icon name="right" />
          </li>
        ))}
        {me.producers.map(({ id, name }) => (
          <li key={id} className={styles.place}>
            <Icon name="key" />
            <Link to={`/productor/${id}/personas`}>{t('place.people', { name })}</Link>
            <Icon name="right" />
          </li>
        ))}
      </ul>
    </div>
  )
}
