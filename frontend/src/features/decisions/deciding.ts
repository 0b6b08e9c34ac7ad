import type { ProposalKind } from '@/api/memberTypes'
import { momentOf } from '@/lib/moments'

/** What is typed while something is put to a vote. Lists are kept as text, so that the draft stays flat. */
export interface Deciding {
  kind: string
  membership_id: string
  application_id: string
  role: string
  seats: number
  candidates: string
  statutes_as: string
  statutes_text: string
  document_id: string
  document_said: string
  review_on: string
  assembly_id: string
  member_name: string
  candidate_names: string
  rule: string
  proxies: number
  division: string
  terms_kind: string
  quorum_first: number
  quorum_second: number
  majority: string
  title: string
  text: string
  opens: string
  closes: string
  second: string
  effective: string
}

export const nothing: Deciding = {
  kind: '',
  membership_id: '',
  application_id: '',
  role: '',
  seats: 1,
  candidates: '',
  statutes_as: 'text',
  statutes_text: '',
  document_id: '',
  document_said: '',
  review_on: '',
  assembly_id: '',
  member_name: '',
  candidate_names: '',
  rule: '',
  proxies: 1,
  division: '',
  terms_kind: 'free_text',
  quorum_first: 50,
  quorum_second: 0,
  majority: 'simple',
  title: '',
  text: '',
  opens: '',
  closes: '',
  second: '',
  effective: '',
}

export type Question = 'que' | 'detalle' | 'titulo' | 'cuando' | 'revisar'

/** Words and the end of the association need nothing more to be said. */
export function asked(kind: string): Question[] {
  const plain = kind === 'free_text' || kind === 'dissolve'
  return plain ? ['que', 'titulo', 'cuando', 'revisar'] : ['que', 'detalle', 'titulo', 'cuando', 'revisar']
}

/** Ids and names are kept side by side, so that who was chosen can be named without being looked for again. */
export function chosenCandidates(draft: Deciding): { id: string; name: string }[] {
  const names = draft.candidate_names.split('\n')
  return draft.candidates
    .split(' ')
    .filter(Boolean)
    .map((id, place) => ({ id, name: names[place] ?? '' }))
}

export function answered(question: Question, draft: Deciding): boolean {
  switch (question) {
    case 'que':
      return draft.kind !== ''
    case 'titulo':
      return draft.title.trim() !== ''
    case 'cuando':
      return momentOf(draft.closes) !== undefined
    case 'detalle':
      switch (draft.kind as ProposalKind) {
        case 'exclude_member':
          return draft.membership_id !== ''
        case 'admit_member':
          return draft.application_id !== ''
        case 'elect':
          return draft.role !== '' && chosenCandidates(draft).length >= draft.seats
        case 'adopt_statutes':
          return draft.statutes_as === 'text' ? draft.statutes_text.trim() !== '' : draft.document_id !== ''
        case 'change_rule':
          return draft.rule === 'catalog.allocation' ? draft.division !== '' : draft.rule !== ''
        default:
          return true
      }
    default:
      return true
  }
}

/** How far one may go: up to the first question without an answer. */
export function upTo(names: Question[], draft: Deciding): number {
  const open = names.findIndex((question) => !answered(question, draft))
  return open < 0 ? names.length - 1 : open
}

function paramsOf(draft: Deciding): Record<string, unknown> {
  switch (draft.kind as ProposalKind) {
    case 'exclude_member':
      return { membership_id: draft.membership_id }
    case 'admit_member':
      return { application_id: draft.application_id }
    case 'elect':
      return { role: draft.role, seats: draft.seats, candidates: chosenCandidates(draft).map(({ id }) => id) }
    case 'adopt_statutes':
      return {
        ...(draft.statutes_as === 'text'
          ? { text: draft.statutes_text.trim() }
          : { document_id: draft.document_id }),
        ...(draft.review_on ? { review_on: draft.review_on } : {}),
      }
    case 'change_rule':
      return { rule: draft.rule, value: ruleValue(draft) }
    default:
      return {}
  }
}

function ruleValue(draft: Deciding): unknown {
  switch (draft.rule) {
    case 'decisions.terms':
      return {
        kind: draft.terms_kind,
        quorum_first: draft.quorum_first,
        quorum_second: draft.quorum_second,
        majority: draft.majority,
      }
    case 'catalog.allocation':
      return draft.division
    default:
      return draft.proxies
  }
}

/** What is sent. Nothing typed for the opening means now. */
export function bodyOf(draft: Deciding, now: Date) {
  return {
    kind: draft.kind as ProposalKind,
    title: draft.title.trim(),
    text: draft.text.trim(),
    params: paramsOf(draft),
    opens_at: momentOf(draft.opens) ?? now.toISOString(),
    closes_at: momentOf(draft.closes) ?? '',
    second_closes_at: momentOf(draft.second) ?? null,
    effective_from: momentOf(draft.effective) ?? null,
    assembly_id: draft.assembly_id || null,
  }
}
