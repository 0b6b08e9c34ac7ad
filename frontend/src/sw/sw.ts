/**
 * The service worker: the web app stands without signal, and a later view needs no line to be drawn. It keeps
 * files only; answers of the API are kept by the app itself, for the person who read them (`src/line/kept.ts`).
 */
import { asked } from './asked'
import './push'

declare const self: ServiceWorkerGlobalScope
/** Written in by `scripts/worker.mjs`: the build's name and its files. */
declare const BUILD: { name: string; files: string[] }

const prefix = 'minga-build-'
const current = prefix + BUILD.name
/** Pictures that were seen, beyond those of the build. */
const seen = 'minga-seen'
const mostSeen = 80
const shell = '/shell'
/** Answers vary by how they were packed and by nothing that a file's name does not tell. */
const anyHeaders = { ignoreVary: true }

self.addEventListener('install', (event) => event.waitUntil(fill()))
self.addEventListener('activate', (event) => event.waitUntil(clean()))

// The page asks when the person agreed to the new version: until then the old one goes on, whole.
self.addEventListener('message', ({ data }) => {
  if (data === 'take over') void self.skipWaiting()
})

self.addEventListener('fetch', (event) => {
  const kind = asked(event.request, self.location.origin)
  if (kind === 'page') event.respondWith(page(event.request))
  if (kind === 'file') event.respondWith(file(event.request))
})

/** A build is kept whole or not at all, so that its chunks never meet those of another. */
async function fill(): Promise<void> {
  const cache = await caches.open(current)
  const waiting = [...BUILD.files, shell]
  const one = async () => {
    for (let path = waiting.shift(); path; path = waiting.shift()) {
      if (await cache.match(path, anyHeaders)) continue
      // Names hold a fingerprint of the content: what an earlier build brought needs no line.
      const known = path === shell ? undefined : await caches.match(path, anyHeaders)
      const answer = known ?? (await fetch(path, path === shell ? { cache: 'no-cache' } : {}))
      if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
      await cache.put(path, answer)
    }
  }
  // Two at a time: the person may be reading over the same thin line.
  await Promise.all([one(), one()])
}

/** The build before this one stays for tabs that still run it. */
async function clean(): Promise<void> {
  const builds = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== current)
  await Promise.all(builds.slice(0, -1).map((name) => caches.delete(name)))
}

async function page(request: Request): Promise<Response> {
  const cache = await caches.open(current)
  return (await cache.match(shell, anyHeaders)) ?? fetch(request)
}

async function file(request: Request): Promise<Response> {
  const known = await caches.match(request.url, anyHeaders)
  if (known) return known
  const answer = await fetch(request)
  if (answer.ok) {
    const cache = await caches.open(seen)
    await cache.put(request.url, answer.clone())
    const kept = await cache.keys()
    await Promise.all(kept.slice(0, Math.max(0, kept.length - mostSeen)).map((old) => cache.delete(old)))
  }
  return answer
}
