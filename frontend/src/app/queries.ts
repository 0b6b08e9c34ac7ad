import { QueryClient } from '@tanstack/react-query'
import { Problem } from '@/lib/problem'

export const queries = new QueryClient({
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
