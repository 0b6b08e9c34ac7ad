import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import { useCommand } from '@/api/useCommand'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { refuse } from '@/lib/refuse'
import { useDraft } from '@/lib/useDraft'
import { useProblem } from '@/lib/useProblem'
import { Button, ButtonLink } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Select } from '@/ui/Field'
import { Title } from '@/ui/Title'
import { useToast } from '@/ui/Toast'
import { lotsQuery } from './api'
import { checkLot, LotFields, lotOf, newLotDraft } from './LotFields'
import styles from './NewLotPage.module.css'

export default function NewLotPage() {
  const { t } = useTranslation('pool')
  const { me, association } = useWorkspace()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const say = useToast()
  const intention = useIntention()
  const [draft, change, done] = useDraft('new-lot', { ...newLotDraft, producer: '' })
  const chosen = me.producers.find(({ id }) => id === draft.producer)?.id
  const producerId = chosen ?? association.producer_id ?? me.producers[0]?.id ?? ''
  const create = useCommand({
    mutationFn: async () => {
      refuse({ ...checkLot(draft, t), category: !draft.category && t('lot.missing.category') })
      const body = lotOf(draft)
      return ask(
        client.POST('/api/v1/producers/{producer_id}/lots', {
          params: { path: { producer_id: producerId } },
          body,
          headers: intention.headers({ producerId, ...body }),
        }),
      )
    },
    onSuccess(lot) {
      intention.fulfilled()
      done()
      void queries.invalidateQueries({ queryKey: lotsQuery(producerId).queryKey })
      say(t('lot.done', { code: lot.code }))
      navigate(`/a/${association.slug}/lotes`, { replace: true })
    },
  })
  const message = useProblem(create.error)
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        create.mutate()
      }}
    >
      <ErrorSummary message={message} attempt={create.submittedAt} />
      <div className="stack stack--2">
        <Title>{t('lot.title')}</Title>
        <p className="soft">{t('lot.lead')}</p>
      </div>
      {me.producers.length > 1 && (
        <Select
          name="producer"
          label={t('lot.producer')}
          value={producerId}
          onChange={(event) => change({ producer: event.target.value })}
        >
          {me.producers.map((producer) => (
            <option key={producer.id} value={producer.id}>
              {producer.name}
            </option>
          ))}
        </Select>
      )}
      <LotFields draft={draft} errors={message?.fields ?? {}} onChange={change} />
      <div className="row row--wrap">
        <Button type="submit" look="go" busy={create.isPending}>
          {t('lot.go')}
        </Button>
        <ButtonLink look="plain" to="../lotes">
          {t('cancel')}
        </ButtonLink>
      </div>
    </form>
  )
}
