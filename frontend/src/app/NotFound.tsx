import { useTranslation } from 'react-i18next'
import { ButtonLink } from '@/ui/Button'
import { Emblem } from '@/ui/Emblem'
import { Title } from '@/ui/Title'
import { StoreFrame } from './StoreFrame'

export function NotFound() {
  const { t } = useTranslation('app')
  return (
    <StoreFrame>
      <div className="empty">
        <Emblem name="star" size={112} />
        <Title className="name h2">{t('notFound.title')}</Title>
        <p>{t('notFound.detail')}</p>
        <ButtonLink to="/">{t('notFound.home')}</ButtonLink>
      </div>
    </StoreFrame>
  )
}
