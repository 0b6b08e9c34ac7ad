import type { ProblemBody } from '@/lib/problem'

/** What a command does, for its words: `command.<kind>` in `line/texts`. */
export type Kind =
  | 'contribute'
  | 'withdraw'
  | 'accept'
  | 'read'
  | 'mandate'
  | 'refuse_mandate'
  | 'refuse_invitation'

/** What a member asked for, until the server has said yes or no. */
export interface Command {
  /** Its place in the order in which commands were given on this device. */
  id: number
  /** One key for one body: whoever changes the body takes another key. */
  key: string
  /** The person's id: it goes out in her session and in nobody else's. */
  owner: string
  kind: Kind
  /** For its words: what, how many. */
  values: Record<string, string | number>
  path: string
  body: Record<string, unknown>
  /** What in `body` takes up more of the same, while this has not gone out: a list grows, all else is replaced. */
  joins?: string
  /** The page on which it was given, and where its effect shows. */
  where: string
  /** Query keys to read again after it. */
  touches: string[][]
  at: number
  state: 'waiting' | 'sent' | 'refused'
  tries: number
  /** Answers of the server in a row that were its own failures. */
  failures: number
  /** When it may first have reached the server. */
  triedAt: number | null
  endedAt: number | null
  refusal: Refusal | null
  answer: unknown
}

export interface Refusal {
  status: number
  body: ProblemBody
}

export type Wanted = Pick<Command, 'kind' | 'values' | 'path' | 'body' | 'where' | 'touches' | 'joins'>

/** It may have had its effect: it went out, and no answer came. */
export function isUncertain({ state, tries, refusal }: Command): boolean {
  if (state === 'sent') return false
  return tries > 0 && (refusal === null || refusal.status === 0 || refusal.status >= 500)
}
