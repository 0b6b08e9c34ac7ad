import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import { useCommand } from '@/api/useCommand'
import { useProblem } from '@/lib/useProblem'
import { Button, ButtonLink } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { useToast } from '@/ui/Toast'
import type { Helper } from './words'

interface Props {
  helper: Helper | null
  by: 'helper' | 'board' | 'member'
  onClose(): void
}

/** The end of a consent, whoever ends it: at once, and for good. */
export function EndHelp({ helper, by, onClose }: Props) {
  const { t } = useTranslation('helpers')
  const queries = useQueryClient()
  const navigate = useNavigate()
  const say = useToast()
  const intention = useIntention()
  const end = useCommand({
    mutationFn: (of: Helper) => {
      const headers = intention.headers(of.id)
      if (by === 'helper')
        return ask(
          client.POST('/api/v1/my-helpers/{own_helper_id}/end', {
            params: { path: { own_helper_id: of.id } },
            headers,
          }),
        )
      if (by === 'board')
        return ask(
          client.POST('/api/v1/associations/{association_id}/helpers/{helper_id}/end', {
            params: { path: { association_id: of.association.id, helper_id: of.id } },
            headers,
          }),
        ).then(() => undefined)
      return ask(
        client.POST('/api/v1/producers/{producer_id}/helpers/{helper_id}/end', {
          params: { path: { producer_id: of.member.producer_id, helper_id: of.id } },
          headers,
        }),
      ).then(() => undefined)
    },
    onSuccess() {
      intention.fulfilled()
      say(t('end.done'))
      onClose()
      if (by === 'helper') navigate('/ayudo')
    },
    onSettled() {
      for (const key of ['my-helps', 'helpers', 'own-helpers'])
        void queries.invalidateQueries({ queryKey: [key] })
    },
  })
  const close = () => {
    end.reset()
    onClose()
  }
  const unhanded = helper?.unhanded ?? 0
  const names = { name: helper?.helper_name ?? helper?.helper_email ?? '', member: helper?.member.name ?? '' }
  return (
    <Dialog
      open={helper !== null}
      onClose={close}
      title={by === 'helper' ? t('end.mine', names) : t('end.title', names)}
      actions={
        <>
          <Button onClick={close}>{t('cancel')}</Button>
          <Button look="bad" busy={end.isPending} onClick={() => helper && end.mutate(helper)}>
            {t('end.go')}
          </Button>
        </>
      }
    >
      <ErrorSummary message={useProblem(end.error)} attempt={end.submittedAt} />
      {by === 'helper' && helper !== null && unhanded > 0 && (
        <>
          <p className="b">{t('end.first')}</p>
          <div>
            <ButtonLink icon="box" to={`/ayudo/${helper.id}/comprobante`}>
              {t('mine.unhanded', { count: unhanded })}
            </ButtonLink>
          </div>
        </>
      )}
      {by === 'board' && unhanded > 0 && (
        <p className="b">{t('end.unhanded', { ...names, count: unhanded })}</p>
      )}
      <p>{t('end.detail')}</p>
    </Dialog>
  )
}
