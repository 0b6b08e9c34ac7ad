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
