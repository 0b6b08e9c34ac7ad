/** Notices on the screen, also while no page of Minga is open. The words come from the server, sealed. */
import { shown } from './shown'

declare const self: ServiceWorkerGlobalScope

self.addEventListener('push', (event) => {
  const { title, ...options } = shown(event.data?.text())
  // Something must always be shown: a browser takes the right away from who stays silent.
  event.waitUntil(self.registration.showNotification(title, options))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const path = (event.notification.data as { url?: string } | null)?.url ?? '/avisos'
  event.waitUntil(open(new URL(path, self.location.origin).href))
})

/** In a window that is open already, so that nobody collects tabs. */
async function open(address: string): Promise<void> {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const known = windows.find(({ url }) => url === address) ?? windows[0]
  if (!known) {
    await self.clients.openWindow(address)
    return
  }
  await known.focus()
  // A page that this worker does not control yet can't be led elsewhere.
  if (known.url !== address) await known.navigate(address).catch(() => self.clients.openWindow(address))
}
