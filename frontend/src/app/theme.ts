import { useSyncExternalStore } from 'react'
import { readStored, tellServer, writeStored } from '@/lib/stored'

export type Theme = 'light' | 'dark'

const dark = window.matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()

function current(): Theme {
  const chosen = document.documentElement.dataset.theme
  if (chosen === 'light' || chosen === 'dark') return chosen
  return dark.matches ? 'dark' : 'light'
}

function announce(): void {
  for (const listener of listeners) listener()
}

/** The choice of a former visit, before anything is drawn. Without one the system decides. */
export function startTheme(): void {
  const stored = readStored('theme')
  if (stored === 'light' || stored === 'dark') document.documentElement.dataset.theme = stored
  dark.addEventListener('change', announce)
}

/** Also for the server, which paints the first view. */
function keep(theme: Theme | null): void {
  writeStored('theme', theme)
  tellServer('theme', theme)
}

export function chooseTheme(theme: Theme): void {
  // What the system would choose anyway is not kept, so that it follows the system again.
  if (theme === (dark.matches ? 'dark' : 'light')) {
    delete document.documentElement.dataset.theme
    keep(null)
  } else {
    document.documentElement.dataset.theme = theme
    keep(theme)
  }
  announce()
}

export function useTheme(): Theme {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, current)
}
