import type { TFunction } from 'i18next'
import type { KindTerms, Proposal, VotingRules } from '@/api/memberTypes'

type Terms = Pick<KindTerms, 'quorum_first' | 'quorum_second' | 'majority'>
type Words = TFunction<'decisions'>

export function termsWords(t: Words, terms: Terms): string {
  const second =
    terms.quorum_second === null
      ? []
      : [
          terms.quorum_second === 0
            ? t('terms.secondAny')
            : t('terms.second', { percent: terms.quorum_second }),
        ]
  return [
    t('terms.quorum', { percent: terms.quorum_first }),
    ...second,
    t(`majority.${terms.majority}`),
  ].join(' ')
}

export const divisions = ['pro_rata', 'rotation', 'first_to_expire', 'least_sold'] as const

export function divisionWords(t: Words, name: unknown): string {
  const known = divisions.find((division) => division === name)
  return known ? t(`division.${known}`) : String(name)
}

/** By which rule sales are divided now. */
export function divisionIn(rules: VotingRules): unknown {
  return rules.rules.find(({ rule }) => rule === 'catalog.allocation')?.value
}

/** What a rule says now and would say; a rule that this screen has no words for is shown as it stands. */
export function ruleWords(
  t: Words,
  { rule, value, current }: Proposal['subject'],
): { now: string; proposed: string } {
  if (rule === 'decisions.proxies_per_holder') {
    return {
      now: t('rule.proxies', { count: Number(current) }),
      proposed: t('rule.proxies', { count: Number(value) }),
    }
  }
  if (rule === 'catalog.allocation') {
    return { now: divisionWords(t, current), proposed: divisionWords(t, value) }
  }
  if (rule === 'decisions.terms') {
    const changed = value as Terms & { kind: 'free_text' }
    const now = (current as Record<string, Terms>)[changed.kind]
    const named = (terms: Terms) => `${t(`kind.${changed.kind}`)}: ${termsWords(t, terms)}`
    return { now: now ? named(now) : '', proposed: named(changed) }
  }
  return { now: JSON.stringify(current), proposed: JSON.stringify(value) }
}
