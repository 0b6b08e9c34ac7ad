import { useTranslation } from 'react-i18next'
import type { Me } from '@/api/types'
import { ButtonLink } from '@/ui/Button'
import { Emblem } from '@/ui/Emblem'
import { Title } from '@/ui/Title'
import { homeOf } from '../home'
import { StoreFrame } from '../StoreFrame'

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
