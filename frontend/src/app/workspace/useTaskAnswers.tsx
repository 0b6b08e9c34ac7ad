import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { AcceptStatutesDialog } from '@/features/coops/AcceptStatutesDialog'
import { InviteDialog } from '@/features/coops/InviteDialog'
import { RefuseDialog } from '@/features/coops/RefuseDialog'
import { useAcceptMandate } from '@/features/coops/useAnswers'
import type { HomeTask } from '@/features/home/types'
import { useTakeOut } from '@/features/pool/useTakeOut'
import { useProblem } from '@/lib/useProblem'
import type { Command } from '@/line/command'
import { useCommands } from '@/line/useLine'
import { Button, ButtonLink } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Icon } from '@/ui/Icon'
import { useToast } from '@/ui/Toast'

interface Answers {
  answer(task: HomeTask, main: boolean, label: string): ReactNode
  /** Her answer is written down and waits for the line: what could be pressed has given way to that. */
  waits(task: HomeTask): boolean
  /** Questions that open above the page, and what was refused. */
  around: ReactNode
}

/** Each feature's own way to answer a task, brought together where tasks of all of them are asked. */
export function useTaskAnswers(): Answers {
  const { t } = useTranslation('home')
  const say = useToast()
  const [asked, ask] = useState<HomeTask | null>(null)
  const close = () => ask(null)
  const commands = useCommands()
  const yes = useAcceptMandate({ onDone: () => say(t('acceptedMandate')) })
  const out = useTakeOut(() => say(t('withdrawn')))
  // Of two refusals the one to what was pressed last.
  const last = out.submittedAt > yes.submittedAt ? out : yes
  const failed = useProblem(last.error)
  /** Written down, and perhaps answered in a moment: until then the button that was pressed stays, and the focus on it. */
  const onItsWay = ({ question_id, contribution_id }: HomeTask) =>
    (yes.isPending && yes.variables.id === question_id) ||
    (out.isPending && out.variables.contributionId === contribution_id)
  const givenTo = (task: HomeTask) =>
    onItsWay(task) ? undefined : commands.find((command) => answers(command, task))

  const answer: Answers['answer'] = (task, main, label) => {
    const look = main ? 'go' : undefined
    const about = { 'aria-describedby': `task-${task.id}` }
    const { kind, question_id, contribution_id, association_id, offer } = task
    const given = givenTo(task)
    if (given) {
      return (
        <Link {...about} to="/espera" className="wait">
          <Icon name="sync" />
          {given.state === 'refused' ? t('refused') : t('waits')}
        </Link>
      )
    }
    if (kind === 'answer_mandate' && question_id) {
      return (
        <>
          <Button
            {...about}
            look={look}
            busy={yes.isPending}
            onClick={() => yes.mutate({ id: question_id, name: task.name ?? '' })}
          >
            {label}
          </Button>
          <Button {...about} onClick={() => ask(task)}>
            {t('no')}
          </Button>
        </>
      )
    }
    if (kind === 'answer_invitation') {
      return (
        <>
          <ButtonLink {...about} look={look} to={`/mis-invitaciones/${question_id}`}>
            {label}
          </ButtonLink>
          <Button {...about} onClick={() => ask(task)}>
            {t('no')}
          </Button>
        </>
      )
    }
    if (kind === 'accept_statutes' || kind === 'invite_founders') {
      return (
        <Button {...about} look={look} onClick={() => ask(task)}>
          {label}
        </Button>
      )
    }
    if (kind === 'withdraw_left' && contribution_id && association_id && offer) {
      const units = task.units ?? 0
      const what = { associationId: association_id, contributionId: contribution_id, units, offer }
      return (
        <Button {...about} look={look} busy={out.isPending} onClick={() => out.mutate(what)}>
          {label}
        </Button>
      )
    }
    return null
  }

  const question =
    asked?.question_id && (asked.kind === 'answer_mandate' || asked.kind === 'answer_invitation')
      ? {
          id: asked.question_id,
          kind: asked.kind,
          by: asked.by ?? '',
          name: asked.name ?? asked.association?.name ?? '',
        }
      : null
  const place = asked?.association?.id ? asked.association : null
  const around = (
    <>
      <ErrorSummary message={failed} attempt={last.submittedAt} />
      <RefuseDialog question={question} onClose={close} />
      <AcceptStatutesDialog
        associationId={place?.id ?? ''}
        name={place?.name ?? ''}
        open={asked?.kind === 'accept_statutes'}
        onClose={close}
      />
      <InviteDialog
        associationId={place?.id ?? ''}
        open={asked?.kind === 'invite_founders'}
        onClose={close}
      />
    </>
  )
  return { answer, waits: (task) => givenTo(task) !== undefined, around }
}

/** Has she answered this already, and the answer has not come through? Then pressing once more would only double it. */
function answers(
  { state, path }: Command,
  { kind, question_id, contribution_id, association }: HomeTask,
): boolean {
  if (state === 'sent') return false
  if (kind === 'accept_statutes') return path.startsWith(`/api/v1/associations/${association?.id}/statutes/`)
  const id = question_id ?? contribution_id
  return id !== null && path.includes(`/${id}/`)
}
