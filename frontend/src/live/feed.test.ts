import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Feed, type FeedEntry, type Line } from './feed'

class FakeLine implements Line {
  readyState = 0
  sent: { type: string; epoch: string | null; streams: Record<string, number | null>; links: object }[] = []
  onopen: (() => void) | null = null
  onmessage: ((message: { data: unknown }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null
  closed = false

  send(text: string) {
    this.sent.push(JSON.parse(text))
  }
  close() {
    this.closed = true
    this.readyState = 3
  }
  open() {
    this.readyState = 1
    this.onopen?.()
  }
  tell(message: object) {
    this.onmessage?.({ data: JSON.stringify(message) })
  }
  fail(code: number) {
    this.readyState = 3
    this.onclose?.({ code })
  }
}

let lines: FakeLine[]
let heard: FeedEntry[]
let anew: string[][]
let states: string[]
let denied: string[]
let signedOut: number
let feed: Feed

const last = () => lines[lines.length - 1] as FakeLine
const entry = (seq: number, stream = 'catalog') => ({
  type: 'entry',
  stream,
  seq,
  event: 'catalog.units_held',
  subject: 'offer-1',
  at: '2026-11-22T13:04:00Z',
})
const welcome = (heads: Record<string, number>, more: object = {}) => ({
  type: 'welcome',
  epoch: 'e1',
  heads,
  denied: [],
  reset: [],
  ...more,
})

beforeEach(() => {
  vi.useFakeTimers()
  lines = []
  heard = []
  anew = []
  states = []
  denied = []
  signedOut = 0
  feed = new Feed(
    {
      entry: (one) => heard.push(one),
      anew: (streams) => anew.push(streams),
      state: (state) => states.push(state),
      denied: (stream) => denied.push(stream),
      signedOut: () => {
        signedOut += 1
      },
    },
    {
      connect: () => {
        const line = new FakeLine()
        lines.push(line)
        return line
      },
      random: () => 1,
    },
  )
})

afterEach(() => {
  vi.useRealTimers()
})

function start(heads: Record<string, number> = { catalog: 7 }) {
  const leave = feed.follow('catalog')
  last().open()
  last().tell(welcome(heads))
  return leave
}

describe('the first hello', () => {
  it('asks from now on, and reads anew what was read before the welcome', () => {
    start()
    expect(last().sent[0]).toEqual({ type: 'hello', epoch: null, streams: { catalog: null }, links: {} })
    expect(anew).toEqual([['catalog']])
    expect(states).toEqual(['connecting', 'live'])
  })

  it('starts from the number that the first answer is valid for, and then reads nothing anew', () => {
    feed.readAt('catalog', 6)
    feed.readAt('catalog', 7)
    feed.follow('catalog')
    last().open()
    expect(last().sent[0]?.streams).toEqual({ catalog: 6 })
    last().tell(welcome({ catalog: 7 }))
    last().tell(entry(7))
    expect(anew).toEqual([])
    expect(heard.map(({ seq }) => seq)).toEqual([7])
  })

  it("carries a guest's token", () => {
    feed.follow('order:1', 'token')
    last().open()
    expect(last().sent[0]?.links).toEqual({ 'order:1': 'token' })
  })
})

describe('entries', () => {
  it('are told in order and once', () => {
    start()
    for (const seq of [8, 8, 7, 9]) last().tell(entry(seq))
    expect(heard.map(({ seq }) => seq)).toEqual([8, 9])
  })

  it('after a gap wait until the missing ones were sent', () => {
    start()
    last().tell(entry(9))
    expect(heard).toEqual([])
    vi.advanceTimersByTime(1100)
    expect(last().sent[1]).toMatchObject({ epoch: 'e1', streams: { catalog: 7 } })
    last().tell(welcome({ catalog: 9 }))
    last().tell(entry(8))
    last().tell(entry(9))
    expect(heard.map(({ seq }) => seq)).toEqual([8, 9])
    expect(anew).toEqual([['catalog']])
  })

  it('that only the heads know of are asked for', () => {
    start()
    last().tell({ type: 'heads', heads: { catalog: 8 } })
    vi.advanceTimersByTime(1100)
    expect(last().sent).toHaveLength(2)
  })
})

describe('a lost line', () => {
  it('is taken up again from the last number, later each time', () => {
    start()
    last().tell(entry(8))
    last().fail(1006)
    expect(states.at(-1)).toBe('off')
    vi.advanceTimersByTime(499)
    expect(lines).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(lines).toHaveLength(2)
    last().fail(1006)
    vi.advanceTimersByTime(999)
    expect(lines).toHaveLength(2)
    vi.advanceTimersByTime(1)
    last().open()
    expect(last().sent[0]).toMatchObject({ epoch: 'e1', streams: { catalog: 8 } })
  })

  it('is noticed when nothing comes for forty seconds', () => {
    start()
    vi.advanceTimersByTime(40_000)
    expect(lines[0]?.closed).toBe(true)
    expect(states.at(-1)).toBe('off')
  })

  it('is tried at once when the browser is online again', () => {
    start()
    last().fail(1006)
    feed.wake()
    expect(lines).toHaveLength(2)
  })

  it('of another epoch starts anew', () => {
    start()
    last().fail(4409)
    vi.advanceTimersByTime(500)
    last().open()
    expect(last().sent[0]).toMatchObject({ epoch: null, streams: { catalog: null } })
    last().tell({ ...welcome({ catalog: 3 }), epoch: 'e2' })
    expect(anew.at(-1)).toEqual(['catalog'])
    last().tell({ ...entry(4) })
    expect(heard.map(({ seq }) => seq)).toEqual([4])
  })

  it('with another epoch in the welcome starts anew too', () => {
    start()
    last().fail(1006)
    vi.advanceTimersByTime(500)
    last().open()
    last().tell({ ...welcome({ catalog: 2 }), epoch: 'e2' })
    expect(anew.at(-1)).toEqual(['catalog'])
  })

  it('because the session is over says so', () => {
    start()
    last().fail(4401)
    expect(signedOut).toBe(1)
  })

  it('because the question was malformed is not repeated', () => {
    const silent = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    start()
    last().fail(4400)
    vi.advanceTimersByTime(120_000)
    expect(lines).toHaveLength(1)
    silent.mockRestore()
  })
})

it('reads a stream anew that was away for longer than the feed keeps', () => {
  start()
  last().fail(1006)
  vi.advanceTimersByTime(500)
  last().open()
  last().tell(welcome({ catalog: 900 }, { reset: ['catalog'] }))
  expect(anew.at(-1)).toEqual(['catalog'])
  last().tell(entry(901))
  expect(heard.map(({ seq }) => seq)).toEqual([901])
})

it('does not ask again for a stream that was denied, until access changed', () => {
  feed.follow('association:1')
  last().open()
  last().tell(welcome({}, { denied: ['association:1'] }))
  expect(denied).toEqual(['association:1'])
  feed.follow('catalog')
  vi.advanceTimersByTime(20)
  expect(last().sent[1]?.streams).toEqual({ catalog: null })
  feed.restart()
  last().open()
  expect(last().sent[0]?.streams).toEqual({ 'association:1': null, catalog: null })
})

it('says one hello for several streams, and hangs up when nobody follows anything', () => {
  const leave = start()
  const leaveOrder = feed.follow('order:1')
  const leaveUser = feed.follow('user:1')
  vi.advanceTimersByTime(20)
  expect(last().sent).toHaveLength(2)
  leave()
  leaveOrder()
  leaveUser()
  vi.advanceTimersByTime(5_000)
  expect(last().closed).toBe(true)
  expect(states.at(-1)).toBe('idle')
})
