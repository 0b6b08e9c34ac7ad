import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Me, MyAssociation } from '@/api/types'
import { ButtonLink } from '@/ui/Button'
import { Emblem } from '@/ui/Emblem'
import { Notice } from '@/ui/Notice'
import { Title } from '@/ui/Title'
import { homeOf } from '../home'
import { StoreFrame } from '../StoreFrame'
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

/** A workspace of others, or one that was hers: which of both is not said. */
export function NotMine({ me }: { me: Me }) {
  const { t } = useTranslation('app')
  return (
    <StoreFrame>
      <div className="empty">
        <Emblem name="stone" size={112} />
        <Title className="name h2">{t('notMine.title')}</Title>
        <p>{t('notMine.detail')}</p>
        <ButtonLink to={homeOf(me)} look="go">
          {t('gone.home')}
        </ButtonLink>
        <ButtonLink to="/asociaciones">{t('notMine.associations')}</ButtonLink>
      </div>
    </StoreFrame>
  )
}
