import { useCallback, useState } from 'react'
import { readStored, writeStored } from './stored'

/**
 * What was typed into a form, kept on this device over a reload until `done`:
 * `const [draft, change, done] = useDraft('lot', { name: '' })`. Secrets do not belong in it.
 */
export function useDraft<Fields extends object>(name: string, empty: Fields) {
  const key = `draft.${name}`
  const [draft, setDraft] = useState<Fields>(() => kept(key, empty))
  const change = useCallback(
    (changed: Partial<Fields>) =>
      setDraft((before) => {
        const after = { ...before, ...changed }
        writeStored(key, JSON.stringify(after))
        return after
      }),
    [key],
  )
  const done = useCallback(() => writeStored(key, null), [key])
  return [draft, change, done] as const
}

/** What was kept, as far as the form still asks for it in that shape. */
function kept<Fields extends object>(key: string, empty: Fields): Fields {
  try {
    const found: unknown = JSON.parse(readStored(key) ?? 'null')
    if (typeof found !== 'object' || found === null) return empty
    const values = found as Record<string, unknown>
    const usable = Object.entries(empty).filter(([name, value]) => typeof values[name] === typeof value)
    return { ...empty, ...Object.fromEntries(usable.map(([name]) => [name, values[name]])) }
  } catch {
    return empty
  }
}

/** Whoever signs in next on this device must not find what somebody else typed. */
export function dropDrafts(): void {
  try {
    for (const key of Object.keys(window.localStorage)) {
      if (key.startsWith('minga.draft.')) window.localStorage.removeItem(key)
    }
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}
