/**
 * The live feed over one WebSocket, by the contract in docs/architecture.md. It knows nothing of React
 * or of queries: it tells its listener which entries arrived, in order and once, and which streams have
 * to be read anew.
 */

export interface FeedEntry {
  stream: string
  seq: number
  event: string
  subject: string
  at: string
}

export type FeedState = 'idle' | 'connecting' | 'live' | 'off'

export interface FeedListener {
  entry(entry: FeedEntry): void
  /** What was read of these streams may be too old: read it again. */
  anew(streams: string[]): void
  state(state: FeedState): void
  /** The server no longer lets this reader follow the stream. */
  denied(stream: string): void
  /** The person's session is over. */
  signedOut(): void
}

/** The part of WebSocket that is used; a test puts its own in place. */
export interface Line {
  readyState: number
  send(text: string): void
  close(code?: number): void
  onopen: (() => void) | null
  onmessage: ((message: { data: unknown }) => void) | null
  onclose: ((event: { code: number }) => void) | null
}

export interface FeedOptions {
  connect: () => Line
  random?: () => number
}

const open = 1
const firstDelay = 500
const longestDelay = 30_000
/** Heads come every 15 s; after two that are missing the line is dead, whatever the browser believes. */
const silence = 40_000
const steadyAfter = 10_000
const closeIdleAfter = 5_000
const hopeless = new Set([4400, 4404])

interface Followed {
  holders: number
  link: string | null
}

export class Feed {
  private readonly followed = new Map<string, Followed>()
  /** The last number that was applied, per stream; null until the first welcome. */
  private readonly after = new Map<string, number | null>()
  private readonly refused = new Set<string>()
  /** Numbers that answers of the REST interface are valid for, until the stream is followed. */
  private readonly positions = new Map<string, number>()
  private epoch: string | null = null
  private line: Line | null = null
  private state: FeedState = 'idle'
  private attempts = 0
  private welcomed = false
  private helloDue: ReturnType<typeof setTimeout> | null = null
  private retry: ReturnType<typeof setTimeout> | null = null
  private watchdog: ReturnType<typeof setTimeout> | null = null
  private steady: ReturnType<typeof setTimeout> | null = null
  private idle: ReturnType<typeof setTimeout> | null = null
  private lastHello = Number.NEGATIVE_INFINITY
  private readonly listener: FeedListener
  private readonly options: FeedOptions

  constructor(listener: FeedListener, options: FeedOptions) {
    this.listener = listener
    this.options = options
  }

  /** Follow a stream until the returned function is called. A guest adds the link's token. */
  follow(stream: string, link: string | null = null): () => void {
    const known = this.followed.get(stream)
    if (known) {
      known.holders += 1
      if (link && known.link !== link) {
        known.link = link
        this.refused.delete(stream)
        this.say()
      }
    } else {
      this.followed.set(stream, { holders: 1, link })
      this.after.set(stream, this.positions.get(stream) ?? null)
      this.refused.delete(stream)
      this.say()
    }
    let held = true
    return () => {
      if (!held) return
      held = false
      this.leave(stream)
    }
  }

  /** An answer to a read said for which number of the stream it is valid. */
  readAt(stream: string, seq: number): void {
    if (this.followed.has(stream)) return
    const known = this.positions.get(stream)
    this.positions.set(stream, known === undefined ? seq : Math.min(known, seq))
  }

  /** After signing in or out: access has changed, so ask for everything again on a new line. */
  restart(): void {
    this.refused.clear()
    this.attempts = 0
    this.hangUp()
    this.say()
  }

  /** The browser is online again or the page is looked at again: don't wait for the next attempt. */
  wake(): void {
    if (this.followed.size > 0 && !this.line) {
      this.attempts = 0
      this.dial()
    }
  }

  private leave(stream: string): void {
    const known = this.followed.get(stream)
    if (!known) return
    known.holders -= 1
    if (known.holders > 0) return
    this.followed.delete(stream)
    this.after.delete(stream)
    this.positions.delete(stream)
    if (this.followed.size > 0) {
      this.say()
      return
    }
    if (this.idle) clearTimeout(this.idle)
    this.idle = setTimeout(() => {
      if (this.followed.size === 0) this.hangUp()
    }, closeIdleAfter)
  }

  /** Sends hello soon; several changes of one render become one hello. */
  private say(): void {
    if (!this.line) {
      if (this.followed.size > 0 && !this.retry) this.dial()
      return
    }
    this.helloDue ??= setTimeout(() => {
      this.helloDue = null
      this.hello()
    }, 20)
  }

  private hello(): void {
    const line = this.line
    if (line?.readyState !== open) return
    const streams: Record<string, number | null> = {}
    const links: Record<string, string> = {}
    for (const [stream, { link }] of this.followed) {
      if (this.refused.has(stream)) continue
      streams[stream] = this.after.get(stream) ?? null
      if (link) links[stream] = link
    }
    this.welcomed = false
    this.lastHello = Date.now()
    line.send(JSON.stringify({ type: 'hello', epoch: this.epoch, streams, links }))
  }

  /** Something is missing. Ask again from the last number, at most once a second. */
  private mend(): void {
    if (!this.welcomed) return
    const wait = Math.max(20, this.lastHello + 1000 - Date.now())
    this.helloDue ??= setTimeout(() => {
      this.helloDue = null
      this.hello()
    }, wait)
  }

  private dial(): void {
    if (this.retry) clearTimeout(this.retry)
    this.retry = null
    this.change('connecting')
    const line = this.options.connect()
    this.line = line
    line.onopen = () => this.hello()
    line.onmessage = ({ data }) => {
      if (this.line === line) this.hear(String(data))
    }
    line.onclose = ({ code }) => {
      if (this.line === line) this.lost(code)
    }
    this.listen()
  }

  private listen(): void {
    if (this.watchdog) clearTimeout(this.watchdog)
    this.watchdog = setTimeout(() => {
      const line = this.line
      if (!line) return
      this.lost(4408)
      line.close()
    }, silence)
  }

  private hear(text: string): void {
    this.listen()
    const message = JSON.parse(text) as { type: string; [member: string]: unknown }
    if (message.type === 'welcome') this.welcome(message as unknown as Welcome)
    else if (message.type === 'entry') this.entry(message as unknown as FeedEntry)
    else if (message.type === 'heads') this.heads((message.heads ?? {}) as Record<string, number>)
  }

  private welcome({ epoch, heads, denied = [], reset = [] }: Welcome): void {
    const stale = new Set<string>()
    if (this.epoch !== null && this.epoch !== epoch) {
      for (const stream of this.followed.keys()) stale.add(stream)
    }
    this.epoch = epoch
    for (const stream of reset) stale.add(stream)
    for (const stream of denied) {
      this.refused.add(stream)
      stale.delete(stream)
      this.listener.denied(stream)
    }
    for (const [stream, head] of Object.entries(heads)) {
      if (!this.followed.has(stream)) continue
      const after = this.after.get(stream) ?? null
      if (after === null || after > head) stale.add(stream)
      if (stale.has(stream)) this.after.set(stream, head)
    }
    this.welcomed = true
    this.change('live')
    if (this.steady) clearTimeout(this.steady)
    this.steady = setTimeout(() => {
      this.attempts = 0
    }, steadyAfter)
    if (stale.size > 0) this.listener.anew([...stale])
  }

  private entry(entry: FeedEntry): void {
    const after = this.after.get(entry.stream)
    if (after === undefined || after === null || entry.seq <= after) return
    if (entry.seq > after + 1) {
      this.mend()
      return
    }
    this.after.set(entry.stream, entry.seq)
    this.listener.entry(entry)
  }

  private heads(heads: Record<string, number>): void {
    for (const [stream, head] of Object.entries(heads)) {
      const after = this.after.get(stream)
      if (after !== undefined && after !== null && head > after) this.mend()
    }
  }

  private lost(code: number): void {
    this.drop()
    if (code === 4401) this.listener.signedOut()
    if (code === 4409) {
      this.epoch = null
      const streams = [...this.followed.keys()]
      for (const stream of streams) this.after.set(stream, null)
    }
    if (this.followed.size === 0) {
      this.change('idle')
      return
    }
    this.change('off')
    if (hopeless.has(code)) {
      console.error(`The live feed was refused with ${code}`)
      return
    }
    const ceiling = Math.min(longestDelay, firstDelay * 2 ** this.attempts)
    this.attempts += 1
    // Half fixed, half drawn: after a restart of the server not everybody comes at once.
    const delay = ceiling / 2 + ((this.options.random ?? Math.random)() * ceiling) / 2
    this.retry = setTimeout(() => {
      this.retry = null
      if (this.followed.size > 0) this.dial()
    }, delay)
  }

  private hangUp(): void {
    const line = this.line
    this.drop()
    if (this.retry) clearTimeout(this.retry)
    this.retry = null
    line?.close(1000)
    this.change('idle')
  }

  private drop(): void {
    this.line = null
    this.welcomed = false
    for (const timer of [this.helloDue, this.watchdog, this.steady, this.idle]) if (timer) clearTimeout(timer)
    this.helloDue = null
    this.watchdog = null
    this.steady = null
    this.idle = null
  }

  private change(state: FeedState): void {
    if (this.state === state) return
    this.state = state
    this.listener.state(state)
  }
}

interface Welcome {
  epoch: string
  heads: Record<string, number>
  denied?: string[]
  reset?: string[]
}
