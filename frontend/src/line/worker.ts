import { useSyncExternalStore } from 'react'

/** The service worker of the build that waits for the person's word, once there is one. */
let next: ServiceWorker | null = null
/** The person agreed in this tab: only this one is loaded again. */
let agreed = false
const listeners = new Set<() => void>()

function offer(worker: ServiceWorker | null): void {
  next = worker
  for (const listener of listeners) listener()
}

/** Keeps the app on this device, after the first view is done. Only a built site has a worker. */
export function startWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  // A first visit is on the newest build already: there is nothing to offer, and nothing to reload.
  const hadOne = navigator.serviceWorker.controller !== null
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (hadOne && agreed) window.location.reload()
  })
  const begin = () => window.setTimeout(() => void register(), 1000)
  if (document.readyState === 'complete') begin()
  else window.addEventListener('load', begin, { once: true })
}

async function register(): Promise<void> {
  try {
    const registration = await navigator.serviceWorker.register('/sw.js')
    if (registration.waiting && registration.active) offer(registration.waiting)
    registration.addEventListener('updatefound', () => {
      const coming = registration.installing
      coming?.addEventListener('statechange', () => {
        if (coming.state === 'installed' && registration.active) offer(coming)
        if (coming.state === 'activated') offer(null)
      })
    })
  } catch (error) {
    // Without it the app works as before, with signal only.
    console.info('The service worker could not be kept', error)
  }
}

/** Turns to the new version: this page is loaded again by it. What was typed is kept by its form. */
export function useNewVersion(): (() => void) | null {
  const worker = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => next,
  )
  if (!worker) return null
  return () => {
    agreed = true
    worker.postMessage('take over')
  }
}
