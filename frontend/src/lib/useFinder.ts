import { useEffect, useState } from 'react'

/** How many are offered to choose from; of more, one writes a part of the name. */
export const mostToChoose = 30

const pause = 300

/** What was typed to find somebody, once the typing rests. */
export function useFinder() {
  const [typed, setTyped] = useState('')
  const [search, setSearch] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSearch(typed.trim()), pause)
    return () => clearTimeout(timer)
  }, [typed])
  return { typed, setTyped, search }
}
