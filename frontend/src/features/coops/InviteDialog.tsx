import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import { useCommand } from '@/api/useCommand'
import { refuse } from '@/lib/refuse'
import { useDraft } from '@/lib/useDraft'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { useToast } from '@/ui/Toast'

interface Props {
  associationId: string
  open: boolean
  onClose(): void
}

/** Invites an address. The link is shown once, to be passed on by hand to who reads no mail. */
export function InviteDialog({ associationId, open, onClose }: Props) {
  const { t } = useTranslation('coops')
  const queries = useQueryClient()
  const say = useToast()
  const [{ email }, change, done] = useDraft(`invite-${associationId}`, { email: '' })
  const invite = useCommand({
    mutationFn: async () => {
      refuse({ email: !email.includes('@') && t('invite.missing') })
      return ask(
        client.POST('/api/v1/associations/{association_id}/invitations', {
          params: { path: { association_id: associationId } },
          body: { email: email.trim() },
        }),
      )
    },
    onSuccess() {
      done()
      void queries.invalidateQueries({ queryKey: ['invitations', associationId] })
      void queries.invalidateQueries({ queryKey: ['workspace', associationId] })
    },
  })
  const message = useProblem(invite.error)
  const sent = invite.data
  const again = () => {
    change({ email: '' })
    done()
    invite.reset()
  }
  const close = () => {
    if (sent) again()
    onClose()
  }
  const copy = async (link: string) => {
    try {
      await navigator.clipboard.writeText(link)
      say(t('invite.copied'))
    } catch {
      // Without leave to write there, the link stays to be marked and copied by hand.
      document.querySelector<HTMLInputElement>('#invite-link')?.select()
    }
  }
  if (sent) {
    return (
      <Dialog
        open={open}
        onClose={close}
        title={t('invite.sent', { email: sent.email })}
        actions={
          <>
            <Button onClick={again}>{t('invite.another')}</Button>
            <Button onClick={close}>{t('invite.ready')}</Button>
          </>
        }
      >
        <Notice kind="good" role="status">
          {t('invite.byMail')}
        </Notice>
        <Field
          name="invite-link"
          label={t('invite.link')}
          hint={t('invite.linkHint')}
          value={sent.link}
          readOnly
          onFocus={(event) => event.target.select()}
        />
        <div>
          <Button small icon="copy" onClick={() => void copy(sent.link)}>
            {t('invite.copy')}
          </Button>
        </div>
      </Dialog>
    )
  }
  return (
    <Dialog
      open={open}
      onClose={close}
      title={t('invite.title')}
      actions={
        <>
          <Button onClick={close}>{t('cancel')}</Button>
          <Button look="go" busy={invite.isPending} onClick={() => invite.mutate()}>
            {t('invite.go')}
          </Button>
        </>
      }
    >
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          invite.mutate()
        }}
      >
        <ErrorSummary message={message} attempt={invite.submittedAt} />
        <Field
          name="email"
          type="email"
          label={t('invite.email')}
          hint={t('invite.emailHint')}
          error={message?.fields.email}
          value={email}
          autoComplete="off"
          onChange={(event) => change({ email: event.target.value })}
        />
      </form>
    </Dialog>
  )
}
