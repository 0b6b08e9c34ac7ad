import type { UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Button } from './Button'

interface Props {
  query: Pick<UseInfiniteQueryResult, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>
  /** What more there is to see. */
  children: ReactNode
}

/** Below a list: the way to what comes after it, where there is any. */
export function More({ query, children }: Props) {
  if (!query.hasNextPage) return null
  return (
    <div>
      <Button small busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {children}
      </Button>
    </div>
  )
}
