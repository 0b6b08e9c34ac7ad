/**
 * A path of this site, fit to go back to after signing in, or null. Whatever the browser would read as
 * another place (`//elsewhere`, `/\elsewhere`, a scheme) is refused.
 */
export function safePath(wanted: string | null | undefined, origin = window.location.origin): string | null {
  if (!wanted?.startsWith('/')) return null
  try {
    const url = new URL(wanted, origin)
    if (url.origin !== origin || url.pathname.startsWith('//')) return null
    return url.pathname + url.search + url.hash
  } catch {
    return null
  }
}
