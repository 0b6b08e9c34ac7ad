import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import i18next from 'i18next'
import { pageHeaders } from '@/api/client'
import { meQuery } from '@/api/me'
import { useCommand } from '@/api/useCommand'
import { chooseLanguage } from '@/app/i18n'
import { networkProblem, Problem, problemOf } from '@/lib/problem'
import { dropDrafts } from '@/lib/useDraft'
import { useLiveRestart } from '@/live/LiveProvider'

/** Where the sign-in library answers; what it refuses is told as everywhere in the API. */
const base = '/_allauth/browser/v1/'

export async function send<Data = unknown>(method: string, path: string, body?: object): Promise<Data> {
  let response: Response
  try {
    // Whoever is quick, or has cleared her cookies, has no token yet: any read of the account brings it.
    if (method !== 'GET' && !('X-CSRFToken' in pageHeaders(method))) await fetch('/api/v1/me')
    response = await fetch(base + path, {
      method,
      headers: { ...pageHeaders(method), 'Content-Type': 'application/json' },
      body: body && JSON.stringify(body),
    })
  } catch {
    throw networkProblem()
  }
  if (!response.ok) throw await problemOf(response)
  const answer = (await response.json().catch(() => ({}))) as { data?: Data }
  return answer.data as Data
}

const hasCode = (error: unknown, ...codes: string[]) => error instanceof Problem && codes.includes(error.code)

/** What signing in or up asks for next; null when she is in. */
export type Next = 'code' | 'step' | null

const nextOf: Record<string, Next> = { email_code_needed: 'code', second_step_needed: 'step' }

const next = (call: Promise<unknown>): Promise<Next> =>
  call.then(
    () => null,
    (error: unknown) => {
      const asked = error instanceof Problem ? nextOf[error.code] : undefined
      if (!asked) throw error
      return asked
    },
  )

export interface SignUp {
  name: string
  email: string
  password: string
  consent: boolean
}

export const signUp = (body: SignUp) => next(send('POST', 'auth/signup', body))

export const signIn = (body: { email: string; password: string }) =>
  // Refused with 409 where somebody is signed in already: that is what was wanted.
  next(send('POST', 'auth/login', body)).catch((error: unknown) => {
    if (!hasCode(error, 'nothing_pending')) throw error
    return null
  })

export const signOut = () =>
  send('DELETE', 'auth/session').catch((error: unknown) => {
    if (!hasCode(error, 'sign_in_needed')) throw error
  })

/** The code of the letter: it ends signing up, or changes the address. A second step may come after it. */
export const typeCode = (key: string) => next(send('POST', 'auth/email/verify', { key }))

export const anotherCode = () => send('POST', 'auth/email/verify/resend')

export const askForPassword = (email: string) => send('POST', 'auth/password/request', { email })

export const choosePassword = (body: { key: string; password: string }) =>
  send('POST', 'auth/password/reset', body)

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
