/**
 * The worker of `/o/`: a page that was visited opens again without a line, with the list of revocations as it was then. It
 * is one of its own because the app's keeps the whole app, which nobody should fetch to read a label.
 */
export {}

declare const self: ServiceWorkerGlobalScope

const cacheName = 'minga-origin'
const most = 160
/** How long a thin line may take before what was kept is shown instead. */
const patience = 6000
const anyHeaders = { ignoreVary: true }

self.addEventListener('install', () => void self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('message', (event) => {
  const [port] = event.ports
  event.waitUntil(
    keepAll(event.data as Wanted).then(
      () => port?.postMessage(true),
      () => port?.postMessage(false),
    ),
  )
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (pathname.startsWith('/assets/')) event.respondWith(keptFirst(request))
  else if (isKept(request, pathname)) event.respondWith(freshFirst(request))
})

function isKept({ mode }: Request, pathname: string): boolean {
  if (pathname.startsWith('/o/')) return mode === 'navigate'
  return pathname === '/.well-known/did.json' || pathname.startsWith('/credentials/status/')
}

interface Wanted {
  page: string
  accept: string
  used: string[]
}

async function keepAll({ page, accept, used }: Wanted): Promise<void> {
  const cache = await caches.open(cacheName)
  for (const address of [page, ...used]) {
    const { origin, pathname } = new URL(address)
    if (origin !== self.location.origin) continue
    if (pathname.startsWith('/assets/') && (await cache.match(address, anyHeaders))) continue
    // The browser has just fetched it: what it holds is as good as what the line would bring again.
    const headers: HeadersInit = address === page ? { Accept: accept } : {}
    await put(address, await fetch(address, { cache: 'force-cache', headers }))
  }
}

async function keptFirst(request: Request): Promise<Response> {
  const known = await caches.match(request.url, anyHeaders)
  if (known) return known
  const answer = await fetch(request)
  await put(request.url, answer.clone())
  return answer
}

async function freshFirst(request: Request): Promise<Response> {
  const known = await kept(request)
  try {
    // What the browser itself put aside for a minute is no word from the line: a telephone that has none has to say so.
    const asked: RequestInit = known ? { cache: 'no-cache', signal: AbortSignal.timeout(patience) } : {}
    const answer = await fetch(request, asked)
    // A server that is ill knows less than what was kept.
    if (known && answer.status >= 500) return known
    await put(request.url, answer.clone())
    return answer
  } catch (error) {
    if (known) return known
    throw error
  }
}

/** The same page in the other language is better than none. */
async function kept(request: Request): Promise<Response | undefined> {
  const cache = await caches.open(cacheName)
  return (
    (await cache.match(request.url, anyHeaders)) ??
    (await cache.match(request.url, { ...anyHeaders, ignoreSearch: true }))
  )
}

/** Put down with the time, by which the page says how old it is. */
async function put(address: string, answer: Response): Promise<void> {
  const cache = await caches.open(cacheName)
  if (answer.status === 404 || answer.status === 410) await cache.delete(address, anyHeaders)
  if (!answer.ok) return
  const headers = new Headers(answer.headers)
  headers.set('Minga-Kept', new Date().toISOString())
  await cache.put(address, new Response(await answer.blob(), { headers }))
  const all = await cache.keys()
  await Promise.all(all.slice(0, Math.max(0, all.length - most)).map((old) => cache.delete(old)))
}
