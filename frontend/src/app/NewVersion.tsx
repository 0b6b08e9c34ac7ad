import { useTranslation } from 'react-i18next'
import { useNewVersion } from '@/line/worker'
import { Button } from '@/ui/Button'

/** A newer Minga is on this device: it is used when the person says so, or when all its windows were closed. */
export function NewVersion() {
  const { t } = useTranslation('app')
  const turn = useNewVersion()
  return (
    <div role="status">
      {turn && (
        <div className="offline">
          <span>{t('newVersion.ready')}</span>
          <Button small onClick={turn}>
            {t('newVersion.use')}
          </Button>
        </div>
      )}
    </div>
  )
}
