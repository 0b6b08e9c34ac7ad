import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { expect, it, vi } from 'vitest'
import { useCommand } from './useCommand'

const around = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={new QueryClient()}>{children}</QueryClientProvider>
)

it('sends a double tap once, and another try after the answer', async () => {
  const answers: ((error?: Error) => void)[] = []
  const send = vi.fn(
    () =>
      new Promise<string>((resolve, reject) => {
        answers.push((error) => (error ? reject(error) : resolve('done')))
      }),
  )
  const told = vi.fn()
  const command = renderHook(() => useCommand({ mutationFn: send }), { wrapper: around })
  act(() => {
    command.result.current.mutate(undefined)
    command.result.current.mutate(undefined)
  })
  await waitFor(() => expect(send).toHaveBeenCalledTimes(1))
  await act(async () => answers[0]?.(new Error('refused')))
  await waitFor(() => expect(command.result.current.isError).toBe(true))
  act(() => command.result.current.mutate(undefined, { onSuccess: told }))
  await waitFor(() => expect(send).toHaveBeenCalledTimes(2))
  await act(async () => answers[1]?.())
  await waitFor(() => expect(told).toHaveBeenCalledOnce())
})
