import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Me, MyAssociation } from '@/api/types'
import { Notice } from '@/ui/Notice'
import { homeOf } from '../home'
import styles from './Gone.module.css'

/** Above the page of somebody who was taken out while she looked at it: the page stays as it was. */
export function Gone({ me, association }: { me: Me; association: MyAssociation }) {
  const { t } = useTranslation('app')
  return (
    <div className={styles.gone}>
      <Notice kind="bad" role="alert">
        <b>{t('gone.title', { name: association.name })}</b>
        <br />
        {t('gone.detail')} <Link to="/avisos">{t('gone.why')}</Link> ·{' '}
        <Link to={homeOf(me)}>{t('gone.home')}</Link>
      </Notice>
    </div>
  )
}
