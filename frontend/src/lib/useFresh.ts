import { useEffect, useRef, useState } from 'react'

const markFor = 6000

/**
 * Which of the ids came while the page was looked at, for six seconds each. The first ones are not news;
 * until they are known, give undefined.
 */
export function useFresh(ids: string[] | undefined): Set<string> {
  const known = useRef<Set<string> | null>(null)
  const [fresh, setFresh] = useState<Set<string>>(new Set())
  const now = ids?.join(' ')
  useEffect(() => {
    if (now === undefined) return
    const all = now ? now.split(' ') : []
    const before = known.current
    known.current = new Set([...(before ?? []), ...all])
    if (!before) return
    // What is older than all that was known was fetched by going further down, and is not news either.
    const at = all.findIndex((id) => before.has(id))
    const news = at < 0 ? all : all.slice(0, at)
    const came = news.filter((id) => !before.has(id))
    if (came.length === 0) return
    setFresh((marked) => new Set([...marked, ...came]))
    window.setTimeout(() => {
      setFresh((marked) => new Set([...marked].filter((id) => !came.includes(id))))
    }, markFor)
  }, [now])
  return fresh
}
