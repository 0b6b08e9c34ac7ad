/** What the telephone finds about one certificate, and about all of them together. */
import { checked, type Json } from './proof'
import { type Difference, differences } from './shown'
import { entriesOf, isSet } from './status'

/** From good to bad; `unsure`: genuine, but nobody could be asked whether it still holds. */
export const states = [
  'valid',
  'unsure',
  'not_yet',
  'expired',
  'suspended',
  'revoked',
  'cannot',
  'forged',
] as const
export type State = (typeof states)[number]

export interface Found {
  state: State
  differences: Difference[]
  /** When what was asked had been kept on the telephone; undefined: asked just now. */
  kept?: string
  /** No list said whether it still holds: then nothing was checked of that, whatever else is known. */
  unasked?: boolean
}

export interface Answer {
  body: Json
  kept?: string
}

/** Fetches something signed; it throws where it is neither to be had nor kept. */
export type Ask = (path: string) => Promise<Answer>

interface Question {
  page: ParentNode
  inside: ParentNode
  credential: Json
  did: Json
  now: number
  ask: Ask
}

export async function judged({ page, inside, credential, did, now, ask }: Question): Promise<Found> {
  const genuine = await checked(credential, did)
  if (genuine !== 'true') return { state: genuine, differences: [] }
  const wrong = differences(page, inside, credential)
  if (wrong.length > 0) return { state: 'forged', differences: wrong }
  const { state, kept } = await standing(credential, did, now, ask)
  return { state: inTime(state, credential, now), differences: [], kept, unasked: state === 'unsure' }
}

/** What is over is over, also where nobody could be asked whether it was withdrawn before. */
export function inTime(state: State, { validFrom, validUntil }: Json, now: number): State {
  if (state !== 'valid' && state !== 'unsure') return state
  if (Date.parse(String(validUntil)) <= now) return 'expired'
  return Date.parse(String(validFrom)) > now ? 'not_yet' : state
}

/** Whether the page may say when this was found: not where there was nobody to ask, nor anything to ask with. */
export function isDated({ state, unasked = false }: Found): boolean {
  return state !== 'cannot' && !unasked
}

/** Asks the lists that the credential names; a list that isn't signed by the same issuer says nothing. */
async function standing(
  credential: Json,
  did: Json,
  now: number,
  ask: Ask,
): Promise<{ state: State; kept?: string }> {
  const found = await Promise.all(
    entriesOf(credential).map(async (entry): Promise<{ state: State; kept?: string }> => {
      try {
        const { body, kept } = await ask(entry.path)
        const old = Date.parse(String(body.validUntil)) <= now
        if (old || (await checked(body, did)) !== 'true') return { state: 'unsure' }
        if (!(await isSet(body, entry))) return { state: 'valid', kept }
        return { state: entry.purpose === 'suspension' ? 'suspended' : 'revoked', kept }
      } catch {
        return { state: 'unsure' }
      }
    }),
  )
  return found.sort((a, b) => rank(b.state) - rank(a.state))[0] ?? { state: 'valid' }
}

/** A name stands by its best certificate (a renewed one beside the one that ended); the whole by its worst name. */
export function together(found: { seal: string; found: Found }[]): Found {
  const forged = found.find((one) => one.found.state === 'forged')
  if (forged) return forged.found
  const best = new Map<string, Found>()
  for (const { seal, found: one } of found) {
    const known = best.get(seal)
    if (!known || rank(one.state) < rank(known.state)) best.set(seal, one)
  }
  const worst = [...best.values()].sort((a, b) => rank(b.state) - rank(a.state))[0]
  return worst ?? { state: 'cannot', differences: [] }
}

function rank(state: State): number {
  return states.indexOf(state)
}
