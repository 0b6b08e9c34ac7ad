/**
 * The commands of a person on a weak line: each is written down first, goes out once, in order, and stays until the
 * server has said yes or no. It knows nothing of React. Why it is built so: docs/decisions/0018-the-queue.md.
 */
import { randomKey } from '@/lib/randomKey'
import { type Command, isUncertain, type Refusal, type Wanted } from './command'
import type { Table } from './store'

/** What came of one try. `none`: no answer, or one that says nothing of the command. */
export type Tried =
  | { came: 'done'; answer: unknown }
  | { came: 'refused'; refusal: Refusal }
  | { came: 'stranger' }
  | { came: 'none'; status: number; after: number | null }

export interface Options {
  table: Table<Command>
  post: (command: Command) => Promise<Tried>
  /** False where it is certain that nothing would arrive: then nothing has gone out either. */
  reachable?: () => boolean
  /** Whose session this is, as far as this tab knows. */
  owner: () => string | null
  /** Runs the work while no other tab does; with `now`, not at all if one does. */
  alone: (work: () => Promise<void>, now?: boolean) => Promise<boolean>
  /** Something changed: to be told to the other tabs too. */
  changed: () => void
  ended: (command: Command) => void
  now?: () => number
  random?: () => number
}

const firstDelay = 1000
const longestDelay = 60_000
/** The server keeps keys for seven days; a day before, a person decides. */
const freshFor = 6 * 24 * 3_600_000
/** After so many failures of the server in a row, others get their turn and a person decides. */
const mostFailures = 8
const keepEnded = 30

export class Queue {
  private readonly options: Options
  private timer: ReturnType<typeof setTimeout> | null = null
  private failures = 0
  /** Somebody has to sign in before anything goes out. */
  private stopped = false

  constructor(options: Options) {
    this.options = options
  }

  /** Writes a command down. From here on it is not lost. */
  async add(wanted: Wanted): Promise<Command> {
    const owner = this.options.owner()
    if (!owner) throw new Error('Nobody is signed in')
    const joined = await this.join(wanted)
    if (joined) return joined
    const command = {
      ...wanted,
      key: randomKey(),
      owner,
      at: this.now(),
      state: 'waiting' as const,
      tries: 0,
      failures: 0,
      triedAt: null,
      endedAt: null,
      refusal: null,
      answer: null,
    }
    const id = await this.options.table.put(command as unknown as Command)
    this.options.changed()
    return { ...command, id }
  }

  /** One thing to send, and one line to read, where twenty would mean the same. */
  private async join({ joins, kind, path, body }: Wanted): Promise<Command | null> {
    if (!joins) return null
    let joined: Command | null = null
    await this.options.alone(async () => {
      const earlier = (await this.mine()).find(
        (one) => one.state === 'waiting' && one.tries === 0 && one.kind === kind && one.joins === joins,
      )
      if (!earlier || earlier.path !== path) return
      const [before, more] = [earlier.body[joins], body[joins]]
      const both = Array.isArray(before) && Array.isArray(more) ? [...new Set([...before, ...more])] : more
      joined = { ...earlier, body: { ...body, [joins]: both } }
      await this.options.table.put(joined)
    }, true)
    if (joined) this.options.changed()
    return joined
  }

  /** The person's own commands, in the order in which they were given. */
  async mine(): Promise<Command[]> {
    const owner = this.options.owner()
    return (await this.options.table.all()).filter((command) => command.owner === owner)
  }

  async find(id: number): Promise<Command | undefined> {
    return (await this.mine()).find((command) => command.id === id)
  }

  /** The line is back, or somebody signed in: don't wait for the next try. */
  wake(): void {
    this.stopped = false
    this.failures = 0
    void this.send()
  }

  /** Sends what waits, one after the other, until the line fails. */
  async send(): Promise<void> {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    if (this.stopped || !this.options.owner() || this.options.reachable?.() === false) return
    let again: number | null = null
    await this.options.alone(async () => {
      for (let next = await this.next(); next; next = await this.next()) {
        again = await this.attempt(next)
        if (again !== null || this.stopped) return
      }
    })
    if (again !== null) this.timer = setTimeout(() => void this.send(), again)
  }

  /** Takes a command back. What is on its way can't be taken back: false. */
  discard(id: number): Promise<boolean> {
    return this.edit(id, async () => this.options.table.remove(id))
  }

  /** Sends a refused command again, as it is. */
  async again(id: number): Promise<boolean> {
    const done = await this.edit(id, async (command) => {
      // After so long the server may have forgotten the key; the person has been told, and wants it.
      const key = command.refusal?.body.code === 'too_old' ? randomKey() : command.key
      const { tries, triedAt } = command
      const since = key === command.key && isUncertain(command) ? { tries, triedAt } : {}
      await this.options.table.put({ ...renewed(command), ...since, key, at: this.now() })
    })
    if (done) this.wake()
    return done
  }

  /** Asks for something else instead, under another key; not of what may have had its effect already. */
  async change(id: number, body: Command['body'], values: Command['values']): Promise<boolean> {
    const done = await this.edit(id, async (command) => {
      if (isUncertain(command)) throw new Error('It may have had its effect')
      await this.options.table.put({ ...renewed(command), key: randomKey(), body, values, at: this.now() })
    })
    if (done) this.wake()
    return done
  }

  /** Forgets what has ended; what waits stays until its owner decides. */
  async forgetEnded(): Promise<void> {
    for (const command of await this.options.table.all()) {
      if (command.state === 'sent') await this.options.table.remove(command.id)
    }
    this.options.changed()
  }

  private async next(): Promise<Command | undefined> {
    return (await this.mine()).find(({ state }) => state === 'waiting')
  }

  private async edit(id: number, work: (command: Command) => Promise<void>): Promise<boolean> {
    let done = false
    await this.options.alone(async () => {
      const command = await this.find(id)
      if (!command || command.state === 'sent') return
      await work(command)
      done = true
    }, true)
    this.options.changed()
    return done
  }

  /** One try. Gives the milliseconds after which to try again, or null when this command is through. */
  private async attempt(command: Command): Promise<number | null> {
    if (this.now() - (command.triedAt ?? command.at) > freshFor) {
      await this.end(command, { state: 'refused', refusal: { status: 0, body: { code: 'too_old' } } })
      return null
    }
    const tried = { ...command, tries: command.tries + 1, triedAt: command.triedAt ?? this.now() }
    // Before it goes out: if the page dies now, it is known that the server may have it.
    await this.options.table.put(tried)
    const result = await this.options.post(tried)
    if (result.came === 'done') {
      this.failures = 0
      await this.end(tried, { state: 'sent', answer: result.answer })
      return null
    }
    if (result.came === 'refused') {
      this.failures = 0
      await this.end(tried, { state: 'refused', refusal: result.refusal })
      return null
    }
    if (result.came === 'stranger') {
      // Nothing was done; it waits for its owner.
      this.stopped = true
      await this.options.table.put({ ...tried, tries: command.tries, triedAt: command.triedAt })
      this.options.changed()
      return null
    }
    const failures = result.status >= 500 || result.status === 403 ? tried.failures + 1 : 0
    if (failures >= mostFailures) {
      const refusal = { status: result.status, body: { code: 'server_fails' } }
      await this.end({ ...tried, failures }, { state: 'refused', refusal })
      return null
    }
    await this.options.table.put({ ...tried, failures })
    this.options.changed()
    return this.delay(result.after)
  }

  private async end(
    command: Command,
    outcome: Partial<Pick<Command, 'state' | 'answer' | 'refusal'>>,
  ): Promise<void> {
    const ended = { ...command, ...outcome, endedAt: this.now() }
    await this.options.table.put(ended)
    const past = (await this.mine()).filter(({ state }) => state === 'sent')
    for (const old of past.slice(0, -keepEnded)) await this.options.table.remove(old.id)
    this.options.changed()
    this.options.ended(ended)
  }

  private delay(after: number | null): number {
    const ceiling = Math.min(longestDelay, firstDelay * 2 ** this.failures)
    this.failures += 1
    // Half fixed, half drawn: not everybody comes at once when the line of a valley is back.
    const drawn = ceiling / 2 + ((this.options.random ?? Math.random)() * ceiling) / 2
    return Math.max(drawn, (after ?? 0) * 1000)
  }

  private now(): number {
    return (this.options.now ?? Date.now)()
  }
}

function renewed(command: Command): Command {
  return { ...command, state: 'waiting', refusal: null, endedAt: null, failures: 0, tries: 0, triedAt: null }
}
