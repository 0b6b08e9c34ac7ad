import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import type { Pool } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { useToast } from '@/ui/Toast'
import { offersQuery, poolQuery } from './api'

/** On sale or not: the board's to decide, and asked once more, because everybody sees it. */
export function OfferSwitch({ pool, main }: { pool: Pool; main: boolean }) {
  const { t } = useTranslation('pool')
  const { association } = useWorkspace()
  const queries = useQueryClient()
  const say = useToast()
  const [asking, setAsking] = useState(false)
  const open = pool.status === 'open'
  const turn = useCommand({
    mutationFn: () => {
      const params = { path: { association_id: association.id, offer_id: pool.id } }
      return ask(
        open
          ? client.POST('/api/v1/associations/{association_id}/offers/{offer_id}/close', { params })
          : client.POST('/api/v1/associations/{association_id}/offers/{offer_id}/open', { params }),
      )
    },
    onSuccess(changed) {
      queries.setQueryData(poolQuery(association.id, pool.id).queryKey, changed)
      void queries.invalidateQueries({ queryKey: offersQuery(association.id).queryKey })
      setAsking(false)
      say(open ? t('switch.closed') : t('switch.opened'))
    },
  })
  const message = useProblem(turn.error)
  const pointless = pool.status === 'draft' && pool.free === 0
  if (pointless || !pool.can.includes(open ? 'catalog_closeOffer' : 'catalog_openOffer')) return null
  const close = () => {
    turn.reset()
    setAsking(false)
  }
  return (
    <>
      <Button look={main ? 'go' : open ? 'plain' : undefined} onClick={() => setAsking(true)}>
        {open ? t('switch.close') : t('switch.open')}
      </Button>
      <Dialog
        open={asking}
        onClose={close}
        title={open ? t('switch.askClose', { name: pool.name }) : t('switch.askOpen', { name: pool.name })}
        actions={
          <>
            <Button onClick={close}>{t('cancel')}</Button>
            <Button look={open ? 'bad' : 'go'} busy={turn.isPending} onClick={() => turn.mutate()}>
              {open ? t('switch.close') : t('switch.open')}
            </Button>
          </>
        }
      >
        <ErrorSummary message={message} attempt={turn.submittedAt} />
        <p>{open ? t('switch.willClose') : t('switch.willOpen')}</p>
      </Dialog>
    </>
  )
}
