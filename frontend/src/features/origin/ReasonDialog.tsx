import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import type { Certificate } from '@/api/originTypes'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { refuse } from '@/lib/refuse'
import { useFormat } from '@/lib/useFormat'
import { TextArea } from '@/ui/Field'
import { useToast } from '@/ui/Toast'
import { ActDialog } from './ActDialog'
import { useAct } from './useAct'

export type Act = 'suspend' | 'reinstate' | 'revoke' | 'refuse' | 'withdraw'

interface Props {
  certificate: Certificate
  /** What is asked; null while nothing is. */
  act: Act | null
  onClose(): void
}

const at = '/api/v1/associations/{association_id}/certificates/{certificate_id}'
const needsReason = (act: Act) => act !== 'withdraw' && act !== 'reinstate'
const stops = (act: Act) => act === 'suspend' || act === 'revoke'

/** A clear question before a certificate is stopped, given back, refused or withdrawn, naming what will happen. */
export function ReasonDialog({ certificate, act, onClose }: Props) {
  const { t } = useTranslation('origin')
  const { association } = useWorkspace()
  const [reason, setReason] = useState('')
  const say = useToast()
  const close = () => {
    setReason('')
    command.reset()
    onClose()
  }
  const send = (asked: Act, headers: { 'Idempotency-Key': string }) => {
    const path = { association_id: association.id, certificate_id: certificate.id }
    const params = { params: { path } }
    const body = { reason: reason.trim() }
    switch (asked) {
      case 'suspend':
        return ask(client.POST(`${at}/suspend`, { ...params, headers, body }))
      case 'reinstate':
        return ask(client.POST(`${at}/reinstate`, { ...params, headers, body }))
      case 'revoke':
        return ask(client.POST(`${at}/revoke`, { ...params, headers, body }))
      case 'refuse':
        return ask(client.POST(`${at}/refuse`, { ...params, body }))
      case 'withdraw':
        return ask(client.POST(`${at}/withdraw`, params))
    }
  }
  const command = useAct(
    certificate,
    association.id,
    async (asked: Act, headers) => {
      refuse({ reason: needsReason(asked) && !reason.trim() && t('reason.missing') })
      return send(asked, headers({ asked, reason }))
    },
    () => {
      if (act) say(t(`reason.done.${act}`))
      close()
    },
  )
  return (
    <ActDialog
      open={act !== null}
      onClose={close}
      title={act ? t(`reason.title.${act}`, { name: certificate.product_name }) : ''}
      go={act && t(`reason.go.${act}`)}
      look={act && stops(act) ? 'bad' : 'go'}
      command={command}
      onGo={() => act && command.mutate(act)}
    >
      {(wrong) =>
        act && (
          <>
            <p>{t(`reason.what.${act}`)}</p>
            {stops(act) && <AtStake certificate={certificate} />}
            {act !== 'withdraw' && (
              <TextArea
                name="reason"
                label={needsReason(act) ? t('reason.why') : t('reason.whyMaybe')}
                hint={t(stops(act) ? 'reason.hintPublic' : 'reason.hint')}
                rows={3}
                maxLength={500}
                error={wrong.reason}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </>
        )
      }
    </ActDialog>
  )
}

/** What stands on the certificate now, and would stop with it. */
function AtStake({ certificate }: { certificate: Certificate }) {
  const { t } = useTranslation('origin')
  const format = useFormat()
  const { for_sale: forSale, promised, offers } = certificate.at_stake
  const units = (count: number) => ({ count, number: format.count(count) })
  if (forSale + promised === 0) return <p className="soft">{t('stake.nothing')}</p>
  return (
    <ul className="stack stack--1">
      {forSale > 0 && (
        <li>
          <b>{t('stake.forSale', units(forSale))}</b> {format.list(offers)}
        </li>
      )}
      {forSale > 0 && <li>{t('stake.baskets')}</li>}
      {promised > 0 && (
        <li>
          <b>{t('stake.promised', units(promised))}</b>
        </li>
      )}
    </ul>
  )
}
