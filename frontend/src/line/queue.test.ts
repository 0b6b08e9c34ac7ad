import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Command, Wanted } from './command'
import { type Options, Queue, type Tried } from './queue'
import { inMemory, kept } from './store'

const wanted: Wanted = {
  kind: 'contribute',
  values: { name: 'Queso' },
  path: '/api/v1/x',
  body: { units: 3 },
  where: '/a/x/acopio',
  touches: [['pool']],
}
const done: Tried = { came: 'done', answer: { ok: true } }
const nothing: Tried = { came: 'none', status: 0, after: null }
const refused: Tried = { came: 'refused', refusal: { status: 409, body: { code: 'lot_short' } } }

let line: Tried[] = []
let sent: Command[] = []
let owner: string | null = 'rosa'
let busy = false

function queue(more: Partial<Options> = {}): Queue {
  return new Queue({
    table: inMemory<Command>(),
    async post(command) {
      sent.push(command)
      return line.shift() ?? done
    },
    owner: () => owner,
    async alone(work, now) {
      if (busy && now) return false
      await work()
      return true
    },
    changed: () => undefined,
    ended: () => undefined,
    random: () => 0,
    ...more,
  })
}
const states = async (of: Queue) => (await of.mine()).map(({ state }) => state)

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  line = []
  sent = []
  owner = 'rosa'
  busy = false
})
afterEach(() => vi.useRealTimers())

it('sends in order, each once, and keeps what came of it', async () => {
  const commands = queue()
  line = [done, refused, done]
  for (const units of [1, 2, 3]) await commands.add({ ...wanted, body: { units } })
  await commands.send()
  expect(sent.map(({ body }) => body.units)).toEqual([1, 2, 3])
  expect(await states(commands)).toEqual(['sent', 'refused', 'sent'])
  await commands.send()
  expect(sent).toHaveLength(3)
})

it('tries the same again under the same key until an answer comes, and nothing behind it meanwhile', async () => {
  const commands = queue()
  line = [nothing, { came: 'none', status: 503, after: 7 }, done, done]
  const first = await commands.add(wanted)
  await commands.add(wanted)
  await commands.send()
  expect(sent).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(499)
  expect(sent).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(1)
  expect(sent).toHaveLength(2)
  // The server named its time.
  await vi.advanceTimersByTimeAsync(6999)
  expect(sent).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(1)
  expect(new Set(sent.slice(0, 3).map(({ key }) => key))).toEqual(new Set([first.key]))
  expect(sent).toHaveLength(4)
  expect(sent[3]?.key).not.toBe(first.key)
  expect(await states(commands)).toEqual(['sent', 'sent'])
})

it('stops for a stranger, and goes on when its owner is back', async () => {
  const commands = queue()
  line = [{ came: 'stranger' }]
  await commands.add(wanted)
  await commands.send()
  await commands.send()
  expect(sent).toHaveLength(1)
  owner = 'nelson'
  commands.wake()
  await vi.advanceTimersByTimeAsync(0)
  expect(sent).toHaveLength(1)
  expect(await commands.mine()).toEqual([])
  owner = 'rosa'
  commands.wake()
  await vi.advanceTimersByTimeAsync(0)
  expect(await states(commands)).toEqual(['sent'])
})

it('gives another body another key, and refuses to change what may have happened', async () => {
  const commands = queue()
  line = [refused]
  const { id, key } = await commands.add(wanted)
  await commands.send()
  expect(await commands.change(id, { units: 2 }, {})).toBe(true)
  await vi.advanceTimersByTimeAsync(0)
  expect(sent[1]?.body).toEqual({ units: 2 })
  expect(sent[1]?.key).not.toBe(key)

  line = [nothing]
  const second = await commands.add(wanted)
  await commands.send()
  await expect(commands.change(second.id, { units: 1 }, {})).rejects.toThrow('It may have had its effect')
})

it('keeps the key when a person tries again what was refused', async () => {
  const commands = queue()
  line = [refused]
  const { id, key } = await commands.add(wanted)
  await commands.send()
  await commands.again(id)
  await vi.advanceTimersByTimeAsync(0)
  expect(sent.map((one) => one.key)).toEqual([key, key])
  expect(await states(commands)).toEqual(['sent'])
})

it('lets a person decide about what the server may have forgotten, under another key', async () => {
  const commands = queue()
  line = [nothing]
  const { id, key } = await commands.add(wanted)
  await commands.send()
  vi.setSystemTime(Date.now() + 6.5 * 24 * 3_600_000)
  await commands.send()
  expect(sent).toHaveLength(1)
  expect((await commands.find(id))?.refusal?.body.code).toBe('too_old')
  await commands.again(id)
  await vi.advanceTimersByTimeAsync(0)
  expect(sent[1]?.key).not.toBe(key)
})

it('lets others pass a command at which the server fails again and again', async () => {
  const commands = queue()
  line = Array(8).fill({ came: 'none', status: 500, after: null })
  await commands.add(wanted)
  await commands.add(wanted)
  await commands.send()
  await vi.advanceTimersByTimeAsync(600_000)
  expect(await states(commands)).toEqual(['refused', 'sent'])
  expect(new Set(sent.map(({ key }) => key)).size).toBe(2)
})

it('takes more of the same into what has not gone out yet', async () => {
  const commands = queue({ reachable: () => false })
  const read = (id: string): Wanted => ({ ...wanted, kind: 'read', joins: 'ids', body: { ids: [id] } })
  const first = await commands.add(read('a'))
  expect((await commands.add(read('b'))).id).toBe(first.id)
  await commands.add(read('a'))
  await commands.add(wanted)
  // Another list is another command.
  await commands.add({ ...wanted, kind: 'read', joins: 'groups', body: { groups: ['c'] } })
  expect((await commands.mine()).map(({ body }) => body)).toEqual([
    { ids: ['a', 'b'] },
    { units: 3 },
    { groups: ['c'] },
  ])
})

it('says all only once, up to the newest that was seen', async () => {
  const commands = queue({ reachable: () => false })
  const all = (until: string): Wanted => ({
    ...wanted,
    kind: 'read',
    joins: 'all',
    body: { all: true, until },
  })
  await commands.add(all('a'))
  await commands.add(all('a'))
  await commands.add(all('b'))
  expect((await commands.mine()).map(({ body }) => body)).toEqual([{ all: true, until: 'b' }])
})

it('joins nothing to what has gone out: its key stands for its body', async () => {
  const commands = queue()
  line = [nothing]
  const read: Wanted = { ...wanted, kind: 'read', joins: 'ids', body: { ids: ['a'] } }
  const first = await commands.add(read)
  await commands.send()
  expect((await commands.add(read)).key).not.toBe(first.key)
})

it('takes nothing back while it is on its way', async () => {
  const commands = queue()
  const { id } = await commands.add(wanted)
  busy = true
  expect(await commands.discard(id)).toBe(false)
  busy = false
  expect(await commands.discard(id)).toBe(true)
  await commands.send()
  expect(sent).toEqual([])
})

it('finds after a reload what was written down, and that it may have gone out', async () => {
  vi.useRealTimers()
  const never = queue({ table: kept<Command>('commands'), post: () => new Promise(() => undefined) })
  await never.add(wanted)
  void never.send()
  const after = queue({ table: kept<Command>('commands') })
  await vi.waitFor(async () => expect((await after.mine())[0]?.tries).toBe(1))
  await after.send()
  expect(sent).toHaveLength(1)
  expect(await states(after)).toEqual(['sent'])
  await after.forgetEnded()
  expect(await after.mine()).toEqual([])
})
