import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { useMe } from '@/api/me'
import { useCommand } from '@/api/useCommand'
import { homeOf } from '@/app/home'
import { StoreFrame } from '@/app/StoreFrame'
import { Problem } from '@/lib/problem'
import { useProblem } from '@/lib/useProblem'
import { Button, ButtonLink } from '@/ui/Button'
import { Emblem } from '@/ui/Emblem'
import { Notice } from '@/ui/Notice'
import { Title } from '@/ui/Title'
import { verifyEmail } from './api'

/** The link of the letter. A button and not at once: programs that look through letters follow links as well. */
export default function VerifyEmailPage() {
  const { t } = useTranslation('accounts')
  const { key = '' } = useParams()
  const me = useMe()
  const verify = useCommand({ mutationFn: () => verifyEmail(key) })
  const message = useProblem(verify.error)
  const refused = verify.error instanceof Problem && !verify.error.passing
  return (
    <StoreFrame>
      <div className="empty">
        <Emblem name="star" size={112} />
        <Title className="name h2">{verify.isSuccess ? t('verify.done') : t('verify.title')}</Title>
        <p>{verify.isSuccess ? t('verify.thanks') : t('verify.lead')}</p>
        {message && (
          <Notice kind="bad" role="alert">
            {refused ? t('verify.old') : message.detail}
          </Notice>
        )}
        {verify.isSuccess || refused ? (
          <ButtonLink to={homeOf(me)}>{t('verify.on')}</ButtonLink>
        ) : (
          <Button look="go" busy={verify.isPending} onClick={() => verify.mutate()}>
            {t('verify.go')}
          </Button>
        )}
      </div>
    </StoreFrame>
  )
}
