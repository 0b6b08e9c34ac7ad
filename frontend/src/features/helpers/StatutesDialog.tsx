import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import { useCommand } from '@/api/useCommand'
import { Loaded } from '@/app/Loaded'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { useToast } from '@/ui/Toast'
import { actingBy, helpedStatutesQuery } from './api'
import styles from './page.module.css'
import type { OwnHelper } from './words'

interface Props {
  helper: OwnHelper
  open: boolean
  onClose(): void
}

/** The statutes, to be read to the member, and the member's yes. */
export function StatutesDialog({ helper, open, onClose }: Props) {
  const { t } = useTranslation('helpers')
  const queries = useQueryClient()
  const say = useToast()
  const statutesId = helper.statutes_to_accept?.id ?? ''
  const path = { association_id: helper.association.id, statutes_id: statutesId }
  const query = useQuery({
    ...helpedStatutesQuery(helper.id, helper.association.id, statutesId),
    enabled: open,
  })
  const accept = useCommand({
    mutationFn: () =>
      ask(
        client.POST('/api/v1/associations/{association_id}/statutes/{statutes_id}/accept', {
          params: { path },
          headers: actingBy(helper.id),
          body: { producer_id: helper.member.producer_id },
        }),
      ),
    onSuccess() {
      say(t('done'))
      onClose()
    },
    onSettled() {
      void queries.invalidateQueries({ queryKey: ['my-helps'] })
    },
  })
  const name = helper.member.name
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('statutes.title', { association: helper.association.name })}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="go" busy={accept.isPending} onClick={() => accept.mutate()}>
            {t('statutes.go', { name })}
          </Button>
        </>
      }
    >
      <ErrorSummary message={useProblem(accept.error)} attempt={accept.submittedAt} />
      <p>{t('statutes.aloud', { name })}</p>
      <Loaded query={query}>
        {({ text }) => (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text that scrolls must be reachable by the keyboard
          <section className={styles.statutes} tabIndex={0} aria-label={t('statutes.text')}>
            {text}
          </section>
        )}
      </Loaded>
    </Dialog>
  )
}
