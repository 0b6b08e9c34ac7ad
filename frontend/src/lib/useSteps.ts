import { useEffect, useRef } from 'react'
import { useLocation, useNavigate, useSearchParams } from 'react-router'
import { wantTitleFocus } from './focus'

export interface StepsState<Name extends string> {
  name: Name
  /** From 0 */
  index: number
  next(): void
  /** False where there is no step before. */
  back(): boolean
  go(name: Name): void
}

/**
 * One question at a time: the step stands in the address (`?paso=`), so that the browser's back works
 * and a reload stays. `upTo` is the last step that may be shown: an address can't skip a question.
 */
export function useSteps<Name extends string>(names: readonly Name[], upTo: number): StepsState<Name> {
  const [params] = useSearchParams()
  const location = useLocation()
  const navigate = useNavigate()
  const asked = names.indexOf(params.get('paso') as Name)
  const index = Math.max(0, Math.min(asked, upTo, names.length - 1))
  const name = names[index] as Name
  const shown = useRef(name)
  // During the render, before the new question's title mounts.
  if (shown.current !== name) {
    shown.current = name
    wantTitleFocus()
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: each question starts at its top
  useEffect(() => {
    // Newer browsers answer with a promise, which an effect must not return.
    window.scrollTo(0, 0)
  }, [name])

  const address = (to: Name) => {
    const search = new URLSearchParams(params)
    search.set('paso', to)
    return { search: `?${search}` }
  }
  const go = (to: Name) => navigate(address(to), { state: { stepped: true } })
  return {
    name,
    index,
    go,
    next: () => {
      const to = names[index + 1]
      if (to) go(to)
    },
    back: () => {
      const to = names[index - 1]
      if (!to) return false
      const stepped = (location.state as { stepped?: boolean } | null)?.stepped
      if (stepped) navigate(-1)
      else navigate(address(to), { replace: true })
      return true
    },
  }
}
