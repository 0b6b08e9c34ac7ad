import type { TFunction } from 'i18next'
import type { Proposal, ProposalRow } from '@/api/memberTypes'
import type { Format } from '@/lib/format'

/** «Votación abierta, cierra mañana, 21:00»: where a proposal stands, in one line. */
export function standing(t: TFunction<'decisions'>, format: Format, proposal: ProposalRow): string {
  switch (proposal.status) {
    case 'debate':
      return t('standing.debate', { when: format.onWhen(proposal.opens_at) })
    case 'open':
      return t(proposal.call === 2 ? 'standing.second' : 'standing.open', {
        when: format.onWhen(proposal.voting_ends_at),
      })
    default:
      return t(`status.${proposal.status}`)
  }
}

/** The name of what can be chosen. */
export function optionName(t: TFunction<'decisions'>, proposal: Proposal, option: string): string {
  if (proposal.kind !== 'elect') return t(`choice.${option as 'yes'}`)
  return proposal.subject.candidates?.find(({ id }) => id === option)?.name ?? ''
}
