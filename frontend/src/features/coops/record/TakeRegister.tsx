import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import { useCommand } from '@/api/useCommand'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'

type Form = 'csv' | 'pdf'

/** The register as a file; that somebody took it is kept in the history of events. */
export function TakeRegister({ associationId }: { associationId: string }) {
  const { t } = useTranslation('record')
  const take = useCommand({
    mutationFn: async (form: Form) => {
      const file = await ask(
        client.POST('/api/v1/associations/{association_id}/register/export', {
          params: { path: { association_id: associationId } },
          body: { form },
          parseAs: 'blob',
        }),
      )
      save(file as unknown as Blob, `${t('register.file')}.${form}`)
    },
  })
  return (
    <div className="stack stack--2">
      <ErrorSummary message={useProblem(take.error)} attempt={take.submittedAt} />
      <div className="row row--wrap">
        <Button icon="download" busy={take.isPending} onClick={() => take.mutate('csv')}>
          {t('register.csv')}
        </Button>
        <Button icon="print" busy={take.isPending} onClick={() => take.mutate('pdf')}>
          {t('register.pdf')}
        </Button>
      </div>
      <p className="small soft">{t('register.onRecord')}</p>
    </div>
  )
}

function save(file: Blob, name: string) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  // The browser has begun by then; kept any longer, the file would stay in memory.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
