/** What the worker does with a request: answer it from what is kept, or leave it to the browser. */
export type Asked = 'page' | 'file' | 'none'

/** Addresses that belong to the server; a page of the app never stands below them. */
const servers = [
  '/01',
  '/api',
  '/_allauth',
  '/accounts',
  '/admin',
  '/credentials',
  '/dev',
  '/healthz',
  '/metrics',
  '/o',
  '/readyz',
  '/static',
  '/ws',
]

export function asked(request: Pick<Request, 'method' | 'mode' | 'url'>, origin: string): Asked {
  const { origin: at, pathname } = new URL(request.url)
  if (request.method !== 'GET' || at !== origin) return 'none'
  if (servers.some((path) => pathname === path || pathname.startsWith(`${path}/`))) return 'none'
  if (pathname.startsWith('/assets/')) return 'file'
  // A name with an ending is a file of the server's: icons, the manifest, this worker.
  if (request.mode === 'navigate' && !/\.\w+$/.test(pathname)) return 'page'
  return 'none'
}
