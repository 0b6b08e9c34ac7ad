import createClient, { type Middleware } from 'openapi-fetch'
import { networkProblem, problemOf } from '@/lib/problem'
import { givenAnswer, givenPositions } from './given'
import type { paths } from './types'

type Position = (stream: string, seq: number) => void

let language = 'es'
let notePosition: Position = () => undefined

/** Answers come in the language that is on the screen. */
export function speak(chosen: string): void {
  language = chosen
}

/** Reads tell for which number of a stream they are valid; the live socket starts from there. */
export function onPosition(listener: Position): void {
  notePosition = listener
  for (const position of givenPositions()) readPositions(position, listener)
}

function cookie(name: string): string | null {
  const found = document.cookie.split('; ').find((pair) => pair.startsWith(`${name}=`))
  return found ? decodeURIComponent(found.slice(name.length + 1)) : null
}

/** Headers that the server wants with every call of this page; also for calls outside the schema. */
export function pageHeaders(method: string): Record<string, string> {
  const headers: Record<string, string> = { 'Accept-Language': language }
  const token = cookie('minga_csrf')
  if (method !== 'GET' && method !== 'HEAD' && token) headers['X-CSRFToken'] = token
  return headers
}

export function readPositions(header: string | null, tell: Position): void {
  for (const part of header?.split(',') ?? []) {
    const at = part.lastIndexOf('=')
    const seq = Number(part.slice(at + 1))
    if (at > 0 && Number.isSafeInteger(seq)) tell(part.slice(0, at).trim(), seq)
  }
}

const page: Middleware = {
  onRequest({ request }) {
    for (const [name, value] of Object.entries(pageHeaders(request.method))) request.headers.set(name, value)
    return request
  },
  onResponse({ response }) {
    readPositions(response.headers.get('Feed-Position'), notePosition)
  },
}

export const client = createClient<paths>({
  baseUrl: window.location.origin,
  // Read at the time of the call, so that a test can put its own in place.
  fetch: async (request) => givenAnswer(request) ?? globalThis.fetch(request),
})
client.use(page)

interface Answer<Data> {
  data?: Data
  error?: unknown
  response: Response
}

/** Waits for a call and gives its data, or throws a `Problem`. */
export async function ask<Data>(call: Promise<Answer<Data>>): Promise<Data> {
  let answer: Answer<Data>
  try {
    answer = await call
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw networkProblem()
  }
  if (!answer.response.ok) throw await problemAfter(answer)
  return answer.data as Data
}

async function problemAfter(answer: Answer<unknown>) {
  // openapi-fetch has read the body already and left what it found in `error`.
  const body = typeof answer.error === 'object' && answer.error !== null ? answer.error : {}
  return problemOf(
    new Response(JSON.stringify(body), { status: answer.response.status, headers: answer.response.headers }),
  )
}
