import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import { useCommand } from '@/api/useCommand'
import { Problem } from '@/lib/problem'
import { refuse } from '@/lib/refuse'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field, Pick, TextArea } from '@/ui/Field'
import { Title } from '@/ui/Title'
import { useToast } from '@/ui/Toast'
import styles from './PeoplePage.module.css'
import { slugIn } from './slugIn'

type Act = 'suspend' | 'reinstate'

/** Suspending an association, or lifting that: with a reason on record that its members read. */
export default function AssociationsPage() {
  const { t } = useTranslation('stewards')
  const queries = useQueryClient()
  const say = useToast()
  const intention = useIntention()
  const [act, setAct] = useState<Act>('suspend')
  const [association, setAssociation] = useState('')
  const [reason, setReason] = useState('')
  const command = useCommand({
    mutationFn: async () => {
      refuse({
        association: !association.trim() && t('reading.associationMissing'),
        reason: !reason.trim() && t('reason.missing'),
      })
      const body = { association: slugIn(association), reason: reason.trim() }
      const headers = intention.headers({ act, ...body })
      return ask(
        act === 'suspend'
          ? client.POST('/api/v1/stewards/associations/suspend', { body, headers })
          : client.POST('/api/v1/stewards/associations/reinstate', { body, headers }),
      )
    },
    onSuccess({ name, status }) {
      intention.fulfilled()
      setReason('')
      say(t(status === 'suspended' ? 'standstill.suspended' : 'standstill.reinstated', { name }))
      void queries.invalidateQueries({ queryKey: ['stewards'] })
    },
  })
  const message = useProblem(command.error)
  const nowhere =
    command.error instanceof Problem && command.error.code === 'not_found' ? t('reading.nowhere') : undefined
  return (
    <div className={styles.page}>
      <div className="stack stack--1">
        <Title>{t('standstill.title')}</Title>
        <p className="soft">{t('standstill.lead')}</p>
      </div>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          command.mutate()
        }}
      >
        {!nowhere && <ErrorSummary message={message} attempt={command.submittedAt} />}
        <fieldset className="picks">
          <legend className="b">{t('standstill.what')}</legend>
          {(['suspend', 'reinstate'] as const).map((one) => (
            <Pick
              key={one}
              type="radio"
              name="act"
              checked={act === one}
              onChange={() => setAct(one)}
              title={t(`standstill.${one}`)}
              detail={t(`standstill.${one}Detail`)}
            />
          ))}
        </fieldset>
        <Field
          name="association"
          label={t('reading.association')}
          hint={t('reading.associationHint')}
          error={message?.fields.association ?? nowhere}
          value={association}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => setAssociation(event.target.value)}
        />
        <TextArea
          name="reason"
          label={t('reason.label')}
          hint={t('standstill.reasonHint')}
          error={message?.fields.reason}
          value={reason}
          rows={3}
          maxLength={500}
          onChange={(event) => setReason(event.target.value)}
        />
        <div>
          <Button type="submit" look={act === 'suspend' ? 'bad' : 'go'} busy={command.isPending}>
            {t(act === 'suspend' ? 'standstill.suspendGo' : 'standstill.reinstateGo')}
          </Button>
        </div>
      </form>
    </div>
  )
}
