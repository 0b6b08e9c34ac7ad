import {
  type InvalidateOptions,
  type InvalidateQueryFilters,
  type Query,
  QueryClient,
  type QueryKey,
} from '@tanstack/react-query'
import { Problem } from '@/lib/problem'

/**
 * The client with one promise more: whoever says that an answer is out of date gets one that was asked
 * for afterwards. TanStack Query breaks off a read that is under way, but not a first one: what was asked
 * for before the change would stay on the screen as fresh.
 */
export class Queries extends QueryClient {
  override async invalidateQueries<Key extends QueryKey = QueryKey>(
    filters?: InvalidateQueryFilters<Key>,
    options?: InvalidateOptions,
  ): Promise<void> {
    // What has no data yet can't be held against the filter's own question: it is asked again in any case.
    const firstReads = this.getQueryCache().findAll({
      queryKey: filters?.queryKey as QueryKey | undefined,
      exact: filters?.exact,
      fetchStatus: 'fetching',
      predicate: ({ state }) => state.data === undefined,
    })
    const again = firstReads.map((query) => this.afterFirstRead(query))
    await super.invalidateQueries(filters, options)
    await Promise.all(again)
  }

  private async afterFirstRead(query: Query): Promise<void> {
    try {
      await query.promise
    } catch {
      return
    }
    await super.invalidateQueries({ queryKey: query.queryKey, exact: true })
  }
}

export const queries = new Queries({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      networkMode: 'always',
      retry: (failures, error) => failures < 2 && (!(error instanceof Problem) || error.passing),
      retryDelay: (attempt, error) =>
        error instanceof Problem && error.retryAfter ? error.retryAfter * 1000 : 600 * 2 ** attempt,
    },
    mutations: { networkMode: 'always', retry: false },
  },
})
