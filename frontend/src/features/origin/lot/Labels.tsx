import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import { useCommand } from '@/api/useCommand'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { refuse } from '@/lib/refuse'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field } from '@/ui/Field'
import { save } from './api'
import styles from './LotPage.module.css'

const most = 480

/** Sheets of labels as PDF; whether a certificate stands behind the lot says the server. */
export function Labels({ lotId, lotCode }: { lotId: string; lotCode: string }) {
  const { t } = useTranslation('lot')
  const { association } = useWorkspace()
  const [count, setCount] = useState('')
  const take = useCommand({
    mutationFn: async () => {
      const wanted = count.trim() === '' ? undefined : Number(count)
      refuse({
        count:
          wanted !== undefined &&
          !(Number.isInteger(wanted) && wanted >= 1 && wanted <= most) &&
          t('labels.wrong'),
      })
      const file = await ask(
        client.GET('/api/v1/associations/{association_id}/lots/{lot_id}/labels.pdf', {
          params: { path: { association_id: association.id, lot_id: lotId }, query: { count: wanted } },
          parseAs: 'blob',
        }),
      )
      save(file as unknown as Blob, `${t('labels.fileName')}-${lotCode}.pdf`)
    },
  })
  const message = useProblem(take.error)
  return (
    <section className="stack" aria-labelledby="labels">
      <h2 id="labels" className="name h2">
        {t('labels.title')}
      </h2>
      <p>{t('labels.lead')}</p>
      <form
        className={`stack ${styles.form}`}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          take.mutate()
        }}
      >
        <ErrorSummary message={message} attempt={take.submittedAt} />
        <Field
          name="count"
          inputMode="numeric"
          label={t('labels.count')}
          hint={t('labels.hint')}
          error={message?.fields.count}
          value={count}
          onChange={(event) => setCount(event.target.value)}
        />
        <div>
          <Button type="submit" icon="print" busy={take.isPending}>
            {t('labels.go')}
          </Button>
        </div>
      </form>
    </section>
  )
}
