import type { Again } from './table'

const soon = 40
const between = 400

interface Due {
  again: Again
  timer: ReturnType<typeof setTimeout>
  at: number
}

/**
 * Collects what has to be read again. The first change is read at once (40 ms gather what belongs to
 * one command), further ones of the same key at most every 400 ms: a storm of events is a few reads.
 */
export class Calm {
  private readonly due = new Map<string, Due>()
  private readonly readAt = new Map<string, number>()
  private readonly read: (again: Again) => void

  constructor(read: (again: Again) => void) {
    this.read = read
  }

  add(again: Again): void {
    const { key, calm, about } = again
    const name = JSON.stringify([key, about])
    const now = Date.now()
    const pace = Math.max(between, calm ?? 0)
    const last = this.readAt.get(name) ?? Number.NEGATIVE_INFINITY
    const at = calm ? now + calm : Math.max(now + soon, last + pace)
    const waiting = this.due.get(name)
    if (waiting && waiting.at <= at) return
    if (waiting) clearTimeout(waiting.timer)
    this.due.set(name, { again, at, timer: setTimeout(() => this.flush(name), at - now) })
  }

  private flush(name: string): void {
    const waiting = this.due.get(name)
    if (!waiting) return
    this.due.delete(name)
    this.readAt.set(name, Date.now())
    this.read(waiting.again)
  }
}
