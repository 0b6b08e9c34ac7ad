import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import type { Certificate, CertifiedLot } from '@/api/originTypes'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { refuse } from '@/lib/refuse'
import { useFormat } from '@/lib/useFormat'
import { Field } from '@/ui/Field'
import { useToast } from '@/ui/Toast'
import { ActDialog } from './ActDialog'
import { useAct } from './useAct'

interface Props {
  certificate: Certificate
  /** Of which lot; null while nothing is asked. */
  lot: CertifiedLot | null
  onClose(): void
}

/** Puts units of a lot, as they are packed, under the certificate. */
export function GrantDialog({ certificate, lot, onClose }: Props) {
  const { t } = useTranslation('origin')
  const format = useFormat()
  const { association } = useWorkspace()
  const say = useToast()
  const [typed, setTyped] = useState<string | null>(null)
  const room = certificate.cap === null ? Number.POSITIVE_INFINITY : certificate.cap - certificate.granted
  const most = lot ? Math.min(lot.left, room) : 0
  const units = typed ?? String(most)
  const close = () => {
    command.reset()
    setTyped(null)
    onClose()
  }
  const command = useAct(
    certificate,
    association.id,
    async (of: CertifiedLot, headers) => {
      const count = Number(units)
      refuse({
        units: !(Number.isInteger(count) && count >= 1 && count <= 1_000_000) && t('grant.unitsWrong'),
      })
      const body = { lot_id: of.id, units: count }
      return ask(
        client.POST('/api/v1/associations/{association_id}/certificates/{certificate_id}/grants', {
          params: { path: { association_id: association.id, certificate_id: certificate.id } },
          headers: headers(body),
          body,
        }),
      )
    },
    () => {
      say(t('grant.done'))
      close()
    },
  )
  return (
    <ActDialog
      open={lot !== null}
      onClose={close}
      title={lot ? t('grant.title', { code: lot.code }) : ''}
      go={t('grant.go')}
      command={command}
      onGo={() => lot && command.mutate(lot)}
    >
      {(wrong) => (
        <>
          <p>{t('grant.what')}</p>
          <Field
            name="units"
            inputMode="numeric"
            label={t('grant.units')}
            hint={t('grant.most', { count: most, number: format.count(most) })}
            error={wrong.units}
            value={units}
            onChange={(event) => setTyped(event.target.value.trim())}
          />
        </>
      )}
    </ActDialog>
  )
}
