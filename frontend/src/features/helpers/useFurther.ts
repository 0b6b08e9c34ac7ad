import type { UseInfiniteQueryResult } from '@tanstack/react-query'
import { useEffect } from 'react'

/** Reads page after page for as long as what is looked for isn't among what was read; tells whether it goes on. */
export function useFurther(query: UseInfiniteQueryResult, lacking: boolean): boolean {
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = query
  const more = lacking && hasNextPage
  useEffect(() => {
    if (more && !isFetching && !isFetchNextPageError) void fetchNextPage()
  }, [more, isFetching, isFetchNextPageError, fetchNextPage])
  return more
}
