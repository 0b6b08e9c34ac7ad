import { type MutateOptions, type UseMutationOptions, useMutation } from '@tanstack/react-query'
import { useRef } from 'react'

/**
 * A mutation that is sent once at a time. The second half of a double tap comes before the button is drawn
 * as busy; without this it would be sent as well, and its refusal shown though the first one worked.
 */
export function useCommand<Data, Variables = void>(options: UseMutationOptions<Data, Error, Variables>) {
  const mutation = useMutation(options)
  const running = useRef(false)
  const mutate = (variables: Variables, more?: MutateOptions<Data, Error, Variables>) => {
    if (running.current) return
    running.current = true
    mutation
      .mutateAsync(variables, more)
      // It is shown from `mutation.error`.
      .catch(() => undefined)
      .finally(() => {
        running.current = false
      })
  }
  return { ...mutation, mutate }
}
