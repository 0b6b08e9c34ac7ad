import { act, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useFresh } from './useFresh'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('marks what arrives at the top for six seconds', () => {
  const list = renderHook(({ ids }) => useFresh(ids), { initialProps: { ids: ['b', 'a'] } })
  expect([...list.result.current]).toEqual([])
  list.rerender({ ids: ['c', 'b', 'a'] })
  expect([...list.result.current]).toEqual(['c'])
  act(() => void vi.advanceTimersByTime(3000))
  list.rerender({ ids: ['d', 'c', 'b', 'a'] })
  expect([...list.result.current]).toEqual(['c', 'd'])
  act(() => void vi.advanceTimersByTime(3100))
  expect([...list.result.current]).toEqual(['d'])
})

it('does not mark older ones that were asked for', () => {
  const list = renderHook(({ ids }) => useFresh(ids), { initialProps: { ids: ['c', 'b'] } })
  list.rerender({ ids: ['c', 'b', 'a'] })
  expect([...list.result.current]).toEqual([])
})

it('marks the first one of a list that was empty', () => {
  const list = renderHook(({ ids }) => useFresh(ids), { initialProps: { ids: [] as string[] } })
  list.rerender({ ids: ['a'] })
  expect([...list.result.current]).toEqual(['a'])
})
