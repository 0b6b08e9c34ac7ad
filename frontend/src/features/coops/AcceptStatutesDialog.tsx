import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Workspace } from '@/api/memberTypes'
import { Loaded } from '@/app/Loaded'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { useToast } from '@/ui/Toast'
import { workspaceQuery } from './api'
import { documentPath, StatutesText } from './StatutesText'
import { useAcceptStatutes } from './useAcceptStatutes'

interface Props {
  associationId: string
  name: string
  open: boolean
  onClose(): void
}

/** The statutes to read, with the yes below them. */
export function AcceptStatutesDialog({ associationId, name, open, onClose }: Props) {
  const { t } = useTranslation('coops')
  return (
    <Dialog open={open} onClose={onClose} title={t('statutes.of', { name })}>
      <Read associationId={associationId} onClose={onClose} />
    </Dialog>
  )
}

function Read({ associationId, onClose }: Pick<Props, 'associationId' | 'onClose'>) {
  const query = useQuery(workspaceQuery(associationId))
  return <Loaded query={query}>{(workspace) => <Answer workspace={workspace} onClose={onClose} />}</Loaded>
}

function Answer({ workspace, onClose }: { workspace: Workspace; onClose(): void }) {
  const { t } = useTranslation('coops')
  const say = useToast()
  const { statutes } = workspace
  const accept = useAcceptStatutes(workspace, {
    onDone() {
      say(t('statutes.thanks'))
      onClose()
    },
    onWaits: onClose,
  })
  return (
    <>
      {statutes.changes && (
        <p>
          <b>{t('statutes.changes')}</b> {statutes.changes}
        </p>
      )}
      <StatutesText
        text={statutes.text}
        document={statutes.document}
        href={documentPath(workspace.association.id, statutes.document)}
      />
      <ErrorSummary message={useProblem(accept.error)} attempt={accept.submittedAt} />
      <div className="row row--wrap dialog__acts">
        <Button onClick={onClose}>{t('statutes.later')}</Button>
        <Button look="go" busy={accept.isPending} onClick={() => accept.mutate()}>
          {t('statutes.accept')}
        </Button>
      </div>
    </>
  )
}
