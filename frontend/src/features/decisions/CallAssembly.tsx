import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import { useCommand } from '@/api/useCommand'
import { useDraft } from '@/lib/useDraft'
import { useToast } from '@/ui/Toast'
import { AssemblyFields, type AssemblyTyped, bodyOf, missing, nothingTyped } from './AssemblyFields'

/** Calls the members together. */
export function CallAssembly({ associationId }: { associationId: string }) {
  const { t } = useTranslation('decisions')
  const queries = useQueryClient()
  const intention = useIntention()
  const say = useToast()
  const [draft, change, done] = useDraft<AssemblyTyped>(`assembly-${associationId}`, nothingTyped)
  const call = useCommand({
    mutationFn: async () => {
      missing(t, draft)
      const body = bodyOf(draft)
      return ask(
        client.POST('/api/v1/associations/{association_id}/assemblies', {
          params: { path: { association_id: associationId } },
          body,
          headers: intention.headers(body),
        }),
      )
    },
    onSuccess() {
      intention.fulfilled()
      change(nothingTyped)
      done()
      say(t('assemblies.called'))
      void queries.invalidateQueries({ queryKey: ['assemblies', associationId] })
    },
  })
  return (
    <section className="stack" aria-labelledby="call">
      <h2 className="name h3" id="call">
        {t('assemblies.call')}
      </h2>
      <AssemblyFields draft={draft} onChange={change} command={call} go={t('assemblies.go')} />
    </section>
  )
}
