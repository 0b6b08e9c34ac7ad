import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
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

interface Lot {
  lotId: string
  lotCode: string
}

/** Sheets of labels as PDF, or what a lot lacks that nothing certified stands behind. */
export function Labels({ certifiedUnits, ...lot }: Lot & { certifiedUnits: number }) {
  const { t } = useTranslation('lot')
  const { association } = useWorkspace()
  return (
    <section className="stack" aria-labelledby="labels">
      <h2 id="labels" className="name h2">
        {t('labels.title')}
      </h2>
      {certifiedUnits > 0 ? (
        <>
          <p>{t('labels.lead')}</p>
          <Sheets {...lot} />
        </>
      ) : (
        <>
          <p>{t('labels.none')}</p>
          <p>
            <Link to={`/a/${association.slug}/origen`}>{t('labels.certificates')}</Link>
          </p>
        </>
      )}
    </section>
  )
}

function Sheets({ lotId, lotCode }: Lot) {
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
  )
}
