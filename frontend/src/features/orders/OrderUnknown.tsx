import { useTranslation } from 'react-i18next'
import { doorPath, useHere } from '@/app/doors'
import { StoreFrame } from '@/app/StoreFrame'
import { ButtonLink } from '@/ui/Button'
import { Empty } from '@/ui/Empty'

/** An order that this link, this browser and this account don't open; nobody is told whether it exists. */
export function OrderUnknown() {
  const { t } = useTranslation(['orders', 'app'])
  const here = useHere()
  return (
    <StoreFrame>
      <Empty
        level={1}
        emblem="star"
        title={t('order.unknown')}
        action={
          <div className="row row--wrap">
            <ButtonLink look="go" to={doorPath('entrar', here)}>
              {t('app:signIn')}
            </ButtonLink>
            <ButtonLink to="/">{t('basket.look')}</ButtonLink>
          </div>
        }
      >
        {t('order.unknownDetail')}
      </Empty>
    </StoreFrame>
  )
}
