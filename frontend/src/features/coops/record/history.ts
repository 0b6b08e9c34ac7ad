import type { TFunction } from 'i18next'
import type { HistoryLine } from '@/api/memberTypes'
import type { Format } from '@/lib/format'
import type { IconName } from '@/ui/Icon'

const icons: Record<HistoryLine['kind'], IconName> = {
  member_joined: 'plus',
  member_ended: 'minus',
  member_suspended: 'lock',
  member_reinstated: 'undo',
  role_given: 'key',
  role_ended: 'key',
  statutes_published: 'hand',
  founded: 'leaf',
  constituted: 'check',
  association_suspended: 'lock',
  association_reinstated: 'undo',
  decided: 'check',
  took_effect: 'check',
  without_effect: 'alert',
  certificate: 'shield',
}

export const iconOf = ({ kind }: HistoryLine): IconName => icons[kind] ?? 'info'

/** Where more of it stands, inside the workspace. */
export function placeOf({ proposal_id, statutes_id, certificate_id }: HistoryLine): string | null {
  // Its papers are for the control and the member alone; the list is everybody's.
  if (certificate_id) return 'origen'
  if (proposal_id) return `decisiones/${proposal_id}`
  return statutes_id ? `estatutos/${statutes_id}` : null
}

const CERTIFICATE: Partial<
  Record<string, `certificate_${'issued' | 'suspended' | 'reinstated' | 'revoked'}`>
> = {
  issued: 'certificate_issued',
  suspended: 'certificate_suspended',
  reinstated: 'certificate_reinstated',
  revoked: 'certificate_revoked',
}

/** Which sentence: who did it, a vote, or nobody in particular. */
function variant(line: HistoryLine) {
  switch (line.kind) {
    case 'member_joined':
      return line.by ? 'joined_by' : line.proposal_id ? 'joined_by_vote' : 'joined'
    case 'member_ended':
      return line.how === 'excluded' ? 'excluded' : 'left'
    case 'member_suspended':
      return line.until ? 'suspended_until' : 'suspended'
    case 'member_reinstated':
      return line.by ? 'reinstated' : 'suspension_over'
    case 'role_given':
      return line.by === null ? 'role_by_vote' : line.by === line.person ? 'role_taken' : 'role_given'
    case 'statutes_published':
      return line.by ? 'statutes_published' : 'statutes_adopted'
    case 'certificate':
      return CERTIFICATE[line.how ?? ''] ?? 'other'
    case 'decided':
      return line.how === 'accepted' ? 'accepted' : line.how === 'rejected' ? 'rejected' : 'without_quorum'
    default:
      return line.kind in icons ? line.kind : 'other'
  }
}

/** A line of the history in words. */
export function sentence(line: HistoryLine, t: TFunction<'record'>, format: Format): string {
  return t(`line.${variant(line)}`, {
    member: line.member ?? '',
    person: line.person ?? '',
    by: line.by ?? '',
    number: line.number ?? '',
    version: line.version ?? '',
    title: line.title ?? '',
    role: line.role ? t(`role.${line.role}`) : '',
    day: line.until ? format.day(line.until) : '',
  })
}
