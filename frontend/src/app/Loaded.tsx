import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Problem } from '@/lib/problem'
import { Failure } from '@/ui/Failure'
import { Lines, Waiting } from '@/ui/Skeleton'

interface Props<Data> {
  query: UseQueryResult<Data>
  /** The shape of what comes. */
  waiting?: ReactNode
  children: (data: Data) => ReactNode
}

/**
 * The three states of a read. A missing thing and a missing session are the page's, and go to the
 * error page; anything else stays in its place, with a way to try again.
 */
export function Loaded<Data>({ query, waiting = <Lines />, children }: Props<Data>) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.isPending) return <Waiting>{waiting}</Waiting>
  if (query.error instanceof Problem && [401, 404].includes(query.error.status)) throw query.error
  return <Failure error={query.error} again={() => void query.refetch()} />
}
