import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Me } from '@/api/types'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Notice } from '@/ui/Notice'
import { useConsent } from './Consents'

/** A privacy notice that she has not agreed to yet: asked on whatever page she is, and again with the next load. */
export default function ConsentGate({ me }: { me: Me }) {
  const { t } = useTranslation('accounts')
  const [later, setLater] = useState(false)
  const agree = useConsent()
  const message = useProblem(agree.error)
  return (
    <Dialog
      open={!later}
      onClose={() => setLater(true)}
      title={t('gate.title')}
      actions={
        <>
          <Button onClick={() => setLater(true)}>{t('gate.later')}</Button>
          <Button
            look="go"
            busy={agree.isPending}
            onClick={() => agree.mutate({ version: me.privacy_notice_version, given: true })}
          >
            {t('gate.agree')}
          </Button>
        </>
      }
    >
      <p>{t('gate.lead')}</p>
      <p className="stack stack--2">
        <Link to="/privacidad">{t('consents.read')}</Link>
        <Link to="/cuenta/datos">{t('gate.options')}</Link>
      </p>
      {message && (
        <Notice kind="bad" role="alert">
          {message.detail}
        </Notice>
      )}
    </Dialog>
  )
}
