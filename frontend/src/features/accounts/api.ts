import { type QueryClient, queryOptions, useQueryClient } from '@tanstack/react-query'
import i18next from 'i18next'
import { ask, client, pageHeaders } from '@/api/client'
import { freshMe } from '@/api/me'
import { useCommand } from '@/api/useCommand'
import { chooseLanguage } from '@/app/i18n'
import { networkProblem, Problem, problemOf } from '@/lib/problem'
import { dropDrafts } from '@/lib/useDraft'
import { useLiveRestart } from '@/live/LiveProvider'
import { makePasskey, showPasskey } from './passkey'

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

export const stepByCode = (code: string) => send('POST', 'auth/2fa/authenticate', { code })

async function byPasskey(path: string): Promise<unknown> {
  const { request_options } = await send<{ request_options: Parameters<typeof showPasskey>[0] }>('GET', path)
  return send('POST', path, { credential: await showPasskey(request_options) })
}

export const stepByPasskey = () => byPasskey('auth/webauthn/authenticate')
export const signInByPasskey = () => next(byPasskey('auth/webauthn/login'))

/** Showing once more that it is her: by password, by code or by passkey. */
export const againByPassword = (password: string) => send('POST', 'auth/reauthenticate', { password })
export const againByCode = (code: string) => send('POST', 'auth/2fa/reauthenticate', { code })
export const againByPasskey = () => byPasskey('auth/webauthn/reauthenticate')

export const changePassword = (body: { current_password: string; new_password: string }) =>
  send('POST', 'account/password/change', body)

/** The new address counts when the code that goes to it is typed. */
export const askForEmail = (email: string) => send('POST', 'account/email', { email })

/** One of a person's second steps; times are seconds since 1970. */
export interface Factor {
  type: 'totp' | 'webauthn' | 'recovery_codes'
  id?: number
  name?: string
  created_at: number
  last_used_at: number | null
  unused_code_count?: number
}

export const factorsQuery = queryOptions({
  queryKey: ['account', 'factors'],
  queryFn: () => send<Factor[]>('GET', 'account/authenticators'),
})

export interface TotpSetup {
  secret: string
  url: string
  picture: { size: number; path: string }
}

/** Each read makes a new secret: the one on the screen must stay until it is used. */
export const totpSetupQuery = queryOptions({
  queryKey: ['account', 'totp'],
  queryFn: () => send<TotpSetup>('GET', 'account/authenticators/totp'),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 0,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
})

export const setUpTotp = (code: string) => send('POST', 'account/authenticators/totp', { code })
export const removeTotp = () => send('DELETE', 'account/authenticators/totp')

interface Codes {
  unused_codes: string[]
}
export const readCodes = () => send<Codes>('GET', 'account/authenticators/recovery-codes')
export const renewCodes = () => send<Codes>('POST', 'account/authenticators/recovery-codes')

const passkeys = 'account/authenticators/webauthn'

export async function addPasskey(name: string): Promise<void> {
  const { creation_options } = await send<{ creation_options: Parameters<typeof makePasskey>[0] }>(
    'GET',
    `${passkeys}?passwordless`,
  )
  await send('POST', passkeys, { name, credential: await makePasskey(creation_options) })
}
export const renamePasskey = (body: { id: number; name: string }) => send('PUT', passkeys, body)
export const removePasskey = (id: number) => send('DELETE', passkeys, { authenticators: [id] })

export const sessionsQuery = queryOptions({
  queryKey: ['account', 'sessions'],
  queryFn: ({ signal }) => ask(client.GET('/api/v1/me/sessions', { signal })),
})
export const consentsQuery = queryOptions({
  queryKey: ['account', 'consents'],
  queryFn: ({ signal }) => ask(client.GET('/api/v1/me/consents', { signal })),
})
export const exportsQuery = queryOptions({
  queryKey: ['account', 'exports'],
  queryFn: ({ signal }) => ask(client.GET('/api/v1/me/exports', { signal })),
})
export const deletionQuery = queryOptions({
  queryKey: ['account', 'deletion'],
  queryFn: ({ signal }) => ask(client.GET('/api/v1/me/deletion', { signal })),
})

export const askForPassword = (email: string) => send('POST', 'auth/password/request', { email })

export const choosePassword = (body: { key: string; password: string }) =>
  send('POST', 'auth/password/reset', body)

/** All that was read was read by somebody else: ask for it again, and open the live line anew. */
async function readAnew(queries: QueryClient): Promise<void> {
  const me = await freshMe(queries)
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
