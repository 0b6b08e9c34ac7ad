/**
 * The script of `/o/<code>`: the server has drawn the page; here the reader's device checks what it says. Whoever could change
 * this script could change its verdict too: it shows what happened to a certificate or a page, not to the site itself.
 */
import './page.css'
import { keep } from './keep'
import type { Json } from './proof'
import { writeDays } from './shown'
import { type Answer, type Found, isDated, judged, together } from './verdict'

interface Scripted {
  words: Record<'fresh' | 'kept' | 'difference' | 'missing' | 'signature', string>
  /** When the server drew the page: no clock of a telephone can be right that is behind it. */
  at: string
  /** What the browser asked for the page with: under that it has put it aside. */
  accept: string
  credentials: Record<string, string>
}

const patience = 10_000
const { words, at, accept, credentials } = JSON.parse(byId('scripted').textContent ?? '') as Scripted
const day = new Intl.DateTimeFormat(document.documentElement.lang, {
  dateStyle: 'long',
  timeZone: 'America/Santiago',
})

async function check(): Promise<void> {
  const asked = new Map<string, Promise<Answer>>()
  const ask = (path: string) => {
    const known = asked.get(path) ?? fetched(path)
    asked.set(path, known)
    return known
  }
  show(await foundBy(ask))
}

async function foundBy(ask: (path: string) => Promise<Answer>): Promise<Found> {
  const backings = [...document.querySelectorAll<HTMLElement>('[data-backing]')]
  const nothing: Found = { state: 'cannot', differences: [] }
  try {
    const { body: did } = await ask('/.well-known/did.json')
    const now = Math.max(Date.now(), Date.parse(at))
    const each = await Promise.all(
      backings.map(async (inside) => {
        const text = credentials[inside.dataset.backing ?? '']
        const seal = inside.dataset.seal ?? ''
        if (text === undefined) return { seal, found: nothing }
        const credential = JSON.parse(text) as Json
        return { seal, found: await judged({ page: document, inside, credential, did, now, ask }) }
      }),
    )
    // A certificate whose part was taken out of the page was taken out by somebody.
    const hidden = Object.keys(credentials).length > each.length
    return hidden ? { state: 'forged', differences: [] } : together(each)
  } catch (error) {
    return error instanceof SyntaxError ? { state: 'forged', differences: [] } : nothing
  }
}

function show(found: Found): void {
  const { state, differences, kept } = found
  const page = byId('verdict')
  page.dataset.verdict = state
  for (const said of document.querySelectorAll<HTMLElement>('[data-say]'))
    said.hidden = said.dataset.say !== state
  const forged = state === 'forged'
  byId('forged').hidden = !forged
  byId('told').hidden = forged
  if (forged) {
    // What stands in two places and is wrong in both is said once.
    const lines = new Set(
      differences.map(({ shown, signed }) =>
        (shown === undefined ? words.missing : words.difference)
          .replace('%(shown)s', () => shown ?? '')
          .replace('%(signed)s', () => signed),
      ),
    )
    byId('differences').replaceChildren(...(lines.size > 0 ? [...lines] : [words.signature]).map(line))
  } else writeDays(document, day)
  const when = byId('when')
  when.hidden = !isDated(found)
  const time = new Intl.DateTimeFormat(document.documentElement.lang, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format()
  when.textContent = kept
    ? words.kept.replace('%(day)s', day.format(new Date(kept)))
    : words.fresh.replace('%(time)s', time)
}

async function fetched(path: string): Promise<Answer> {
  const response = await fetch(path, { signal: AbortSignal.timeout(patience) })
  if (!response.ok) throw new Error(`${path} answered ${response.status}`)
  const kept = response.headers.get('Minga-Kept') ?? undefined
  return { body: (await response.json()) as Json, kept }
}

function line(text: string): HTMLLIElement {
  const item = document.createElement('li')
  item.textContent = text
  return item
}

function byId(id: string): HTMLElement {
  const element = document.getElementById(id)
  if (!element) throw new Error(`The page has no ${id}`)
  return element
}

void check().then(async () => {
  if (await keep(accept)) byId('offline').hidden = false
})
