/** The one queue of this page: IndexedDB below it, the other tabs beside it, the session's calls before it. */
import { pageHeaders } from '@/api/client'
import { Problem, problemOf } from '@/lib/problem'
import type { Command, Wanted } from './command'
import { Queue, type Tried } from './queue'
import { showCommands, tellEnd } from './state'
import { lasting } from './store'

/** A form waits so long for the server; then the person goes on, and the queue alone waits. */
const patience = 8000
const slowest = 30_000

let owner: string | null = null
/** In browsers without it each tab looks for itself when it is looked at again. */
const others = 'BroadcastChannel' in globalThis ? new BroadcastChannel('minga-line') : null

const queue = new Queue({
  table: lasting<Command>('commands'),
  post,
  // The browser may believe in a line that is none, but not the other way round; `online` wakes the queue.
  reachable: () => navigator.onLine !== false,
  owner: () => owner,
  alone,
  changed() {
    void look()
    others?.postMessage(null)
  },
  ended(command) {
    tellEnd(command)
    others?.postMessage(command)
  },
})

others?.addEventListener('message', ({ data }: MessageEvent<Command | null>) => {
  if (data) tellEnd(data)
  void look()
})

/** Reads again what this person's queue holds. */
async function look(): Promise<void> {
  showCommands(owner ? await queue.mine() : [])
}

let before = Promise.resolve()

/** One tab at a time; the browser frees the lock of a tab that dies. Plain http has no locks, and the keys alone. */
async function alone(work: () => Promise<void>, now = false): Promise<boolean> {
  if (!('locks' in navigator)) {
    const turn = before.then(work)
    before = turn.catch(() => undefined)
    await turn
    return true
  }
  return navigator.locks.request('minga-line', { ifAvailable: now }, async (lock) => {
    if (!lock) return false
    await work()
    return true
  })
}

async function post(command: Command): Promise<Tried> {
  let response: Response
  let text: string
  try {
    response = await fetch(command.path, {
      method: 'POST',
      headers: {
        ...pageHeaders('POST'),
        'Content-Type': 'application/json',
        'Idempotency-Key': command.key,
        'Minga-Person': command.owner,
      },
      body: JSON.stringify(command.body),
      signal: AbortSignal.timeout(slowest),
    })
    // Cut in the middle of the answer, it is as good as none: the same key will bring it again.
    text = await response.text()
  } catch {
    return { came: 'none', status: 0, after: null }
  }
  if (response.ok) return { came: 'done', answer: text ? JSON.parse(text) : null }
  const problem = await problemOf(new Response(text, { status: response.status, headers: response.headers }))
  if (response.status === 401) return { came: 'stranger' }
  if (problem.code === 'csrf_failed') {
    // Any read of the account brings the token.
    await fetch('/api/v1/me').catch(() => undefined)
    return { came: 'none', status: 403, after: null }
  }
  if (problem.passing || problem.code === 'request_in_progress')
    return { came: 'none', status: response.status, after: problem.retryAfter }
  return { came: 'refused', refusal: { status: response.status, body: problem.body } }
}

export type Outcome = { came: 'done'; answer: unknown } | { came: 'waits' }

/**
 * Gives a command. It is done when this returns, or waits for the line and will go out by itself.
 *
 * Throws a `Problem` where the server says no while the person is still there: then nothing waits.
 */
export async function give(wanted: Wanted): Promise<Outcome> {
  const { id } = await queue.add(wanted)
  await Promise.race([queue.send(), new Promise((resolve) => setTimeout(resolve, patience))])
  const command = await queue.find(id)
  if (command?.state === 'sent') return { came: 'done', answer: command.answer }
  if (command?.state === 'refused' && command.refusal && (await queue.discard(id)))
    throw new Problem(command.refusal.status, command.refusal.body)
  return { came: 'waits' }
}

/** Whose session this is. What waits for her goes out now. */
export function ownedBy(person: string | null): void {
  if (person === owner) return
  owner = person
  void look()
  queue.wake()
}

export const wakeLine = () => queue.wake()
export const discard = (id: number) => queue.discard(id)
export const tryAgain = (id: number) => queue.again(id)
export const changeCommand = (id: number, body: Command['body'], values: Command['values']) =>
  queue.change(id, body, values)
/** What was done is nobody else's to read; what waits is shown to its owner only. */
export const forgetDone = () => queue.forgetEnded()
