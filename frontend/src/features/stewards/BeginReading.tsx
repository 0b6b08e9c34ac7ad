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
import { Field, Select, TextArea } from '@/ui/Field'
import { useToast } from '@/ui/Toast'
import styles from './ReadingsPage.module.css'
import { slugIn } from './slugIn'

const hours = [1, 2, 4]

export function BeginReading({ onDone }: { onDone(): void }) {
  const { t } = useTranslation('stewards')
  const say = useToast()
  const intention = useIntention()
  const [association, setAssociation] = useState('')
  const [reason, setReason] = useState('')
  const [long, setLong] = useState(1)
  const begin = useCommand({
    mutationFn: async () => {
      refuse({
        association: !association.trim() && t('reading.associationMissing'),
        reason: !reason.trim() && t('reason.missing'),
      })
      const body = { association: slugIn(association), reason: reason.trim(), hours: long }
      return ask(
        client.POST('/api/v1/stewards/readings', {
          body,
          headers: intention.headers(body),
        }),
      )
    },
    onSuccess(reading) {
      intention.fulfilled()
      setAssociation('')
      setReason('')
      say(t('reading.begun', { name: reading.association.name }))
      onDone()
    },
  })
  const message = useProblem(begin.error)
  const nowhere =
    begin.error instanceof Problem && begin.error.code === 'not_found' ? t('reading.nowhere') : undefined
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        begin.mutate()
      }}
    >
      <h2 className="name h3">{t('reading.ask')}</h2>
      {!nowhere && <ErrorSummary message={message} attempt={begin.submittedAt} />}
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
        hint={t('reading.reasonHint')}
        error={message?.fields.reason}
        value={reason}
        rows={3}
        maxLength={500}
        onChange={(event) => setReason(event.target.value)}
      />
      <Select
        name="hours"
        label={t('reading.hours')}
        error={message?.fields.hours}
        value={long}
        onChange={(event) => setLong(Number(event.target.value))}
      >
        {hours.map((count) => (
          <option key={count} value={count}>
            {t('reading.hourCount', { count })}
          </option>
        ))}
      </Select>
      <div>
        <Button type="submit" look="go" busy={begin.isPending}>
          {t('reading.begin')}
        </Button>
      </div>
    </form>
  )
}
