import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import { useCommand } from '@/api/useCommand'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field } from '@/ui/Field'
import { useToast } from '@/ui/Toast'
import type { Helper } from './words'

/** Where the member's receipts go. */
export function ContactDialog({ helper, onClose }: { helper: Helper | null; onClose(): void }) {
  const { t } = useTranslation('helpers')
  return (
    <Dialog
      open={helper !== null}
      onClose={onClose}
      title={t('contact.title', { name: helper?.member.name ?? '' })}
    >
      {helper && <Form helper={helper} onClose={onClose} />}
    </Dialog>
  )
}

function Form({ helper, onClose }: { helper: Helper; onClose(): void }) {
  const { t } = useTranslation('helpers')
  const queries = useQueryClient()
  const say = useToast()
  const [phone, setPhone] = useState(helper.member_phone)
  const [email, setEmail] = useState(helper.member_email)
  const save = useCommand({
    mutationFn: () =>
      ask(
        client.PUT('/api/v1/associations/{association_id}/helpers/{helper_id}/contact', {
          params: { path: { association_id: helper.association.id, helper_id: helper.id } },
          body: { member_phone: phone.trim(), member_email: email.trim() },
        }),
      ),
    onSuccess() {
      void queries.invalidateQueries({ queryKey: ['helpers'] })
      say(t('contact.done'))
      onClose()
    },
  })
  const message = useProblem(save.error)
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <ErrorSummary message={message} attempt={save.submittedAt} />
      <ContactFields
        phone={phone}
        email={email}
        errors={message?.fields ?? {}}
        onPhone={setPhone}
        onEmail={setEmail}
      />
      <div className="row row--wrap dialog__acts">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button type="submit" look="go" busy={save.isPending}>
          {t('contact.go')}
        </Button>
      </div>
    </form>
  )
}

interface FieldsProps {
  phone: string
  email: string
  errors: Record<string, string>
  onPhone(value: string): void
  onEmail(value: string): void
}

export function ContactFields({ phone, email, errors, onPhone, onEmail }: FieldsProps) {
  const { t } = useTranslation('helpers')
  return (
    <>
      <Field
        name="member_phone"
        type="tel"
        label={t('contact.phone')}
        hint={t('contact.phoneHint')}
        error={errors.member_phone}
        value={phone}
        autoComplete="off"
        onChange={(event) => onPhone(event.target.value)}
      />
      <Field
        name="member_email"
        type="email"
        label={t('contact.email')}
        hint={t('contact.emailHint')}
        error={errors.member_email}
        value={email}
        autoComplete="off"
        onChange={(event) => onEmail(event.target.value)}
      />
    </>
  )
}
