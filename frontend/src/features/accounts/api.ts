import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import i18next from 'i18next'
import { pageHeaders } from '@/api/client'
import { meQuery } from '@/api/me'
import { useCommand } from '@/api/useCommand'
import { chooseLanguage } from '@/app/i18n'
import { networkProblem, Problem } from '@/lib/problem'
import { dropDrafts } from '@/lib/useDraft'
import { useLiveRestart } from '@/live/LiveProvider'

interface Answer {
  errors?: { message: string; code: string; param?: string }[]
  meta?: { is_authenticated?: boolean }
  data?: { user?: { email?: string } }
}

/** Where the sign-in library answers; its errors are told as `Problem`s, as those of the API. */
const base = '/_allauth/browser/v1/'

async function send(method: string, path: string, body?: object, more: HeadersInit = {}): Promise<Answer> {
  let response: Response
  try {
    // Whoever is quick, or has cleared her cookies, has no token yet: any read of the account brings it.
    if (!('X-CSRFToken' in pageHeaders(method))) await fetch('/api/v1/me')
    response = await fetch(base + path, {
      method,
      headers: { ...pageHeaders(method), 'Content-Type': 'application/json', ...more },
      body: body && JSON.stringify(body),
    })
  } catch {
    throw networkProblem()
  }
  const answer = (await response.json().catch(() => ({}))) as Answer & { code?: string; detail?: string }
  if (response.ok) return answer
  const errors = (answer.errors ?? []).map(({ message, code, param }) => ({
    code,
    detail: message,
    attr: param ?? null,
  }))
  const whole =
    errors.length === 0 ? { code: answer.code, detail: answer.detail } : { code: 'validation_error', errors }
  throw new Problem(
    response.status,
    { ...whole, meta: answer.meta },
    Number(response.headers.get('Retry-After')) || null,
  )
}

/** Was the refusal only «you are signed in already»? */
const inAlready = (error: unknown) => error instanceof Problem && error.status === 409
/** Asked to do what needs no session any more: that is what was wanted. */
const outNow = (error: unknown) =>
  error instanceof Problem &&
  error.status === 401 &&
  (error.body.meta as { is_authenticated?: boolean } | undefined)?.is_authenticated === false

export interface SignUp {
  name: string
  email: string
  password: string
  consent: boolean
}

export const signUp = (body: SignUp) => send('POST', 'auth/signup', body)

export const signIn = (body: { email: string; password: string }) =>
  send('POST', 'auth/login', body).catch((error: unknown) => {
    if (!inAlready(error)) throw error
  })

export const signOut = () =>
  send('DELETE', 'auth/session').catch((error: unknown) => {
    if (!outNow(error)) throw error
  })

/** 401 only says that nobody is signed in on this device: the address is confirmed all the same. */
export const verifyEmail = (key: string) =>
  send('POST', 'auth/email/verify', { key }).catch((error: unknown) => {
    if (!outNow(error)) throw error
  })

export const askForPassword = (email: string) => send('POST', 'auth/password/request', { email })

export const choosePassword = (body: { key: string; password: string }) =>
  send('POST', 'auth/password/reset', body).catch((error: unknown) => {
    if (!outNow(error)) throw error
  })

/** All that was read was read by somebody else: ask for it again, and open the live line anew. */
async function readAnew(queries: QueryClient): Promise<void> {
  const me = await queries.fetchQuery({ ...meQuery, staleTime: 0 }).catch(() => undefined)
  // Her letters and the server's words come in the language that she chose; so does the page.
  const locale = me?.person?.locale
  if (locale && locale !== i18next.language) await chooseLanguage(locale)
  void queries.resetQueries({ predicate: (query) => query.queryKey[0] !== 'me' })
}

/** A call that changes who is looking. */
export function useSessionChange<Body, Done>(call: (body: Body) => Promise<Done>) {
  const queries = useQueryClient()
  const restart = useLiveRestart()
  return useCommand({
    mutationFn: async (body: Body) => {
      const done = await call(body)
      await readAnew(queries)
      restart()
      return done
    },
  })
}

export function useSignOut() {
  return useSessionChange(async () => {
    await signOut()
    dropDrafts()
  })
}
