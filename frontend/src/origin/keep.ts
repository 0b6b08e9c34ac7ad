/** Has the page's own worker keep what it needs to be read, and checked, without a line. */
export async function keep(accept: string): Promise<boolean> {
  if (!('serviceWorker' in navigator)) return false
  try {
    await navigator.serviceWorker.register('/o/worker.js', { scope: '/o/' })
    const { active } = await navigator.serviceWorker.ready
    const { port1, port2 } = new MessageChannel()
    const kept = new Promise<boolean>((resolve) => {
      port1.onmessage = ({ data }) => resolve(data === true)
    })
    const used = performance.getEntriesByType('resource').map(({ name }) => name)
    active?.postMessage({ page: location.href, accept, used }, [port2])
    return await kept
  } catch {
    return false
  }
}
