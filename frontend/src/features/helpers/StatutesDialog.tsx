import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import type { StatutesDocument } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { Loaded } from '@/app/Loaded'
import { fileSize } from '@/lib/fileSize'
import { useFormat } from '@/lib/useFormat'
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
        {({ text, document }) =>
          document ? (
            <Pdf helper={helper} document={document} />
          ) : (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text that scrolls must be reachable by the keyboard
            <section className={styles.statutes} tabIndex={0} aria-label={t('statutes.text')}>
              {text}
            </section>
          )
        }
      </Loaded>
    </Dialog>
  )
}

/** A link can't say for whom it reads, so the file is fetched and handed to the browser. */
function Pdf({ helper, document }: { helper: OwnHelper; document: StatutesDocument }) {
  const { t } = useTranslation('helpers')
  const format = useFormat()
  const fetched = useCommand({
    async mutationFn() {
      const file = await ask(
        client.GET('/api/v1/associations/{association_id}/statutes-documents/{statutes_document_id}', {
          params: { path: { association_id: helper.association.id, statutes_document_id: document.id } },
          headers: actingBy(helper.id),
          parseAs: 'blob',
        }),
      )
      save(file as unknown as Blob)
    },
  })
  return (
    <div className="stack stack--2">
      <ErrorSummary message={useProblem(fetched.error)} attempt={fetched.submittedAt} />
      <p>
        {t('statutes.file')} <span className="soft nw">{fileSize(format.language, document.size)}</span>
      </p>
      <div>
        <Button icon="download" busy={fetched.isPending} onClick={() => fetched.mutate()}>
          {t('statutes.download')}
        </Button>
      </div>
      <p role="status" className="small soft">
        {fetched.isSuccess && t('statutes.open')}
      </p>
    </div>
  )
}

function save(file: Blob) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = 'estatutos.pdf'
  link.click()
  // The browser has begun by then; kept any longer, the file would stay in memory.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
