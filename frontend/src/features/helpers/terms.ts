import type { Member } from '@/api/memberTypes'
import { today } from '@/lib/moments'
import type { Choice } from './Finder'
import type { Helper, Scope } from './words'

/** How a member may say yes: on paper, or in person before somebody. */
export const givens = ['paper', 'witness'] as const

/** What a member agreed to. */
export interface Terms {
  scopes: Scope[]
  given: (typeof givens)[number]
  reference: string
  given_on: string
  until: string
}

/** What a new consent begins with: the things of the old one, said today, for a year. */
export const termsOf = (renewed?: Helper): Terms => ({
  scopes: renewed?.scopes ?? ['lots', 'pool'],
  given: 'paper',
  reference: '',
  given_on: today(),
  until: inAYear(),
})

function inAYear(): string {
  const day = new Date(today())
  day.setUTCFullYear(day.getUTCFullYear() + 1)
  return day.toISOString().slice(0, 10)
}

/** The people of a member to choose from, without the one who asks. */
export const choicesOf =
  (me: string | undefined) =>
  (member: Member): Choice[] =>
    member.people
      .filter(({ id }) => id !== me)
      .map(({ id, name }) => ({ id, title: name, detail: name === member.name ? '' : member.name }))
