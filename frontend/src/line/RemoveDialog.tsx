import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { discard } from './line'

interface Props {
  id: number
  what: string
  /** It may have been done already. */
  unsure: boolean
  open: boolean
  onClose(): void
}

export function RemoveDialog({ id, what, unsure, open, onClose }: Props) {
  const { t } = useTranslation('line')
  const [busy, setBusy] = useState(false)
  const remove = async () => {
    const done = await discard(id)
    setBusy(!done)
    if (done) onClose()
  }
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('removeTitle')}
      actions={
        <>
          <Button onClick={onClose}>{t('keep')}</Button>
          <Button look="bad" onClick={() => void remove()}>
            {t('remove')}
          </Button>
        </>
      }
    >
      <p>{unsure ? t('removeUnsure') : t('removeDetail', { what })}</p>
      <p role="status">{busy && t('busy')}</p>
    </Dialog>
  )
}
