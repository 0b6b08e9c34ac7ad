import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import type { MemberDetail, RoleName } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { refuse } from '@/lib/refuse'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Pick } from '@/ui/Field'
import { useToast } from '@/ui/Toast'
import { offices } from './offices'

interface Props {
  member: MemberDetail
  open: boolean
  onClose(): void
}

/** Which person takes which office, and what that lets her do. */
export function GiveRoleDialog({ member, open, onClose }: Props) {
  const { t } = useTranslation('coops')
  return (
    <Dialog open={open} onClose={onClose} title={t('role.giveTitle', { name: member.name })}>
      <Form member={member} onClose={onClose} />
    </Dialog>
  )
}

function Form({ member, onClose }: Omit<Props, 'open'>) {
  const { t } = useTranslation('coops')
  const queries = useQueryClient()
  const say = useToast()
  const { association } = useWorkspace()
  const intention = useIntention()
  const [personId, setPersonId] = useState(member.people.length === 1 ? (member.people[0]?.id ?? '') : '')
  const [role, setRole] = useState<RoleName | ''>('')
  const held = member.roles.filter(({ person_id }) => person_id === personId).map((office) => office.role)
  const give = useCommand({
    mutationFn: async () => {
      refuse({ person_id: !personId && t('role.whoMissing'), role: !role && t('role.whichMissing') })
      const body = { person_id: personId, role: role as RoleName }
      return ask(
        client.POST('/api/v1/associations/{association_id}/roles', {
          params: { path: { association_id: association.id } },
          headers: intention.headers(body),
          body,
        }),
      )
    },
    onSuccess() {
      intention.fulfilled()
      say(t('role.given'))
      onClose()
    },
    onSettled() {
      for (const key of ['member', 'members', 'workspace']) {
        void queries.invalidateQueries({ queryKey: [key, association.id] })
      }
    },
  })
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        give.mutate()
      }}
    >
      <ErrorSummary message={useProblem(give.error)} attempt={give.submittedAt} />
      {member.people.length > 1 && (
        <fieldset className="picks">
          <legend className="b">{t('role.who')}</legend>
          {member.people.map(({ id, name }, index) => (
            <Pick
              key={id}
              id={index === 0 ? 'person_id' : undefined}
              type="radio"
              name="person_id"
              checked={personId === id}
              onChange={() => setPersonId(id)}
              title={name}
            />
          ))}
        </fieldset>
      )}
      <fieldset className="picks">
        <legend className="b">{t('role.which')}</legend>
        {offices
          .filter((office) => !held.includes(office))
          .map((office, index) => (
            <Pick
              key={office}
              id={index === 0 ? 'role' : undefined}
              type="radio"
              name="role"
              checked={role === office}
              onChange={() => setRole(office)}
              title={t(`officeName.${office}`)}
              detail={t(`officeDetail.${office}`)}
            />
          ))}
      </fieldset>
      <div className="row row--wrap dialog__acts">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button type="submit" look="go" busy={give.isPending}>
          {t('role.go')}
        </Button>
      </div>
    </form>
  )
}
