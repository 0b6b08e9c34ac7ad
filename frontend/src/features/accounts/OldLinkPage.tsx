import { useTranslation } from 'react-i18next'
import { useMe } from '@/api/me'
import { StoreFrame } from '@/app/StoreFrame'
import { ButtonLink } from '@/ui/Button'
import { Emblem } from '@/ui/Emblem'
import { Title } from '@/ui/Title'

/** A link of a letter from before addresses were confirmed with a code. */
export default function OldLinkPage() {
  const { t } = useTranslation('accounts')
  const me = useMe()
  return (
    <StoreFrame>
      <div className="empty">
        <Emblem name="star" size={112} />
        <Title className="name h2">{t('oldLink.title')}</Title>
        <p>{t('oldLink.lead')}</p>
        <ButtonLink look="go" to={me?.person ? '/cuenta/correo' : '/entrar'}>
          {t('oldLink.on')}
        </ButtonLink>
      </div>
    </StoreFrame>
  )
}
