/** Notices on this browser's screen: what it can do, and its own part of subscribing. */

export type Ability =
  /** It can, and nobody was asked yet or the answer was yes. */
  | 'ready'
  /** The person said no in the browser's own question; only its settings change that. */
  | 'denied'
  /** On an iPhone or iPad it works from the home screen only. */
  | 'install'
  | 'unable'

/** The worker comes a moment after the first page; a site that is only being built has none. */
const patience = 10_000

async function worker(): Promise<ServiceWorkerRegistration | undefined> {
  const none = new Promise<undefined>((resolve) => setTimeout(resolve, patience))
  return navigator.serviceWorker && Promise.race([navigator.serviceWorker.ready, none])
}

export async function ability(): Promise<Ability> {
  if (!('Notification' in window) || !('PushManager' in window) || !navigator.serviceWorker) {
    return /iPhone|iPad/.test(navigator.userAgent) ? 'install' : 'unable'
  }
  if (!(await worker())) return 'unable'
  return Notification.permission === 'denied' ? 'denied' : 'ready'
}

/** The address under which the browser's maker knows this browser, as the list of devices shows it: a SHA-256. */
export async function ownDigest(): Promise<string | null> {
  const subscription = await (await worker())?.pushManager?.getSubscription()
  if (!subscription) return null
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(subscription.endpoint))
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

export class Declined extends Error {}

export interface Subscribed {
  endpoint: string
  keys: { p256dh: string; auth: string }
}

/** Asks the browser's question and subscribes. Only ever called by a tap of the person. */
export async function subscribe(publicKey: string): Promise<Subscribed> {
  if ((await Notification.requestPermission()) !== 'granted') throw new Declined()
  const registration = await navigator.serviceWorker.ready
  const before = await registration.pushManager.getSubscription()
  // Made with another key of the site: nobody can send to it any more.
  if (before && keyOf(before) !== publicKey) await before.unsubscribe()
  const made = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytesOf(publicKey),
  })
  const { endpoint, keys } = made.toJSON()
  return { endpoint: endpoint ?? '', keys: { p256dh: keys?.p256dh ?? '', auth: keys?.auth ?? '' } }
}

export async function unsubscribe(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration()
  await (await registration?.pushManager?.getSubscription())?.unsubscribe()
}

export function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0))
}

export function textOf(bytes: ArrayBuffer): string {
  const binary = String.fromCharCode(...new Uint8Array(bytes))
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function keyOf(subscription: PushSubscription): string {
  const key = subscription.options.applicationServerKey
  return key ? textOf(key) : ''
}
