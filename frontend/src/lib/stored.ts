/** Small preferences kept in the browser. A browser that refuses storage loses them, nothing else. */
export function readStored(key: string): string | null {
  try {
    return window.localStorage.getItem(`minga.${key}`)
  } catch {
    return null
  }
}

export function writeStored(key: string, value: string | null): void {
  try {
    if (value === null) window.localStorage.removeItem(`minga.${key}`)
    else window.localStorage.setItem(`minga.${key}`, value)
  } catch {
    // Private windows may refuse to keep anything; the choice then lasts as long as the page.
  }
}

/** A choice that the server must know when it draws a page: a cookie of this site only, for a year. */
export function tellServer(key: string, value: string | null): void {
  const kept = value === null ? '=; max-age=0' : `=${value}; max-age=31536000`
  // biome-ignore lint/suspicious/noDocumentCookie: the store of cookies is missing in Firefox and on plain http
  document.cookie = `minga_${key}${kept}; path=/; samesite=lax`
}
