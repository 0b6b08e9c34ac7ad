import type { Proposal } from '@/api/memberTypes'

/** How many memberships must take part on this call; at least one. */
export function needed({ entitled, call, terms }: Pick<Proposal, 'entitled' | 'call' | 'terms'>): number {
  const percent = call === 2 && terms.quorum_second !== null ? terms.quorum_second : terms.quorum_first
  return Math.max(1, Math.ceil(((entitled ?? 0) * percent) / 100))
}
