import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/lib/useFormat'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Stepper } from '@/ui/Stepper'
import type { Command } from './command'
import { changeCommand } from './line'
import { unitsSaid } from './words'

interface Props {
  command: Command
  open: boolean
  onClose(): void
}

/** Another number of units: where the server named how many there are, it starts from those. */
export function ChangeDialog({ command, open, onClose }: Props) {
  const { t } = useTranslation('line')
  const format = useFormat()
  const free = command.refusal?.body.free
  const most = Math.max(1, Number(typeof free === 'number' ? free : (command.values.most ?? 1)))
  const [typed, setTyped] = useState<number | null>(null)
  const [busy, setBusy] = useState(false)
  const units = Math.min(typed ?? Number(command.body.units), most)
  const change = async () => {
    const done = await changeCommand(command.id, { ...command.body, units }, command.values)
    setBusy(!done)
    if (done) onClose()
  }
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('changeTitle')}
      actions={
        <>
          <Button onClick={onClose}>{t('keep')}</Button>
          <Button look="go" onClick={() => void change()}>
            {t('changeGo', { units: unitsSaid(command.values, units, format) })}
          </Button>
        </>
      }
    >
      <Stepper value={units} max={most} label={t('changeTitle')} onChange={setTyped} />
      <p role="status">{busy && t('busy')}</p>
    </Dialog>
  )
}
