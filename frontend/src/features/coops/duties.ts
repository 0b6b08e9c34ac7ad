import type { Duty } from '@/api/memberTypes'

/** An operation in plain words; undefined for one that this page does not know yet. */
export type Words = (operation: string) => string | undefined

export interface Group {
  roles: string[]
  /** Whoever belongs to the association, with an office or without. */
  everybody: boolean
  said: { words: string; mine: boolean }[]
}

/**
 * Operations by who may: offices that may the same stand together, the narrowest circle first. Several operations
 * that are one thing to a person (reading a list and a row of it) have the same words and stand once.
 */
export function byWho(duties: Duty[], say: Words): Group[] {
  const groups = new Map<string, Group>()
  for (const { operation, roles, mine } of duties) {
    const words = say(operation)
    if (!words) continue
    const key = roles.join(' ')
    const group = groups.get(key) ?? { roles, everybody: roles.includes('member'), said: [] }
    groups.set(key, group)
    if (!group.said.some((one) => one.words === words)) group.said.push({ words, mine })
  }
  return [...groups.values()].sort((a, b) => a.roles.length - b.roles.length)
}
