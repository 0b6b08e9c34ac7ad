import { useCallback, useState } from 'react'
import { readStored, writeStored } from './stored'

type Values = Record<string, string | boolean>
type Draft<Fields> = { [Name in keyof Fields]: Fields[Name] extends string ? string : boolean }

/**
 * What was typed into a form, kept on this device over a reload until `done`:
 * `const [draft, change, done] = useDraft('lot', { name: '' })`. Secrets do not belong in it.
 */
export function useDraft<Fields extends Values>(name: string, empty: Fields) {
  const key = `draft.${name}`
  const [draft, setDraft] = useState<Draft<Fields>>(() => kept(key, empty) as Draft<Fields>)
  const change = useCallback(
    (changed: Partial<Draft<Fields>>) =>
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
function kept(key: string, empty: Values): Values {
  try {
    const found: unknown = JSON.parse(readStored(key) ?? 'null')
    if (typeof found !== 'object' || found === null) return { ...empty }
    const values = found as Record<string, unknown>
    return Object.fromEntries(
      Object.entries(empty).map(([name, value]) => {
        const before = values[name]
        return [name, typeof before === typeof value ? (before as typeof value) : value]
      }),
    )
  } catch {
    return { ...empty }
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
