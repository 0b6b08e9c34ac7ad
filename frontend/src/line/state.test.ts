import { beforeEach, expect, it, vi } from 'vitest'

beforeEach(() => vi.resetModules())

it('does not claim that nothing waits before it was looked', async () => {
  const { areCommandsRead, onCommands, showCommands } = await import('./state')
  const heard = vi.fn()
  onCommands(heard)
  expect(areCommandsRead()).toBe(false)
  showCommands([])
  expect(areCommandsRead()).toBe(true)
  expect(heard).toHaveBeenCalledTimes(1)
  // The same again is no news.
  showCommands([])
  expect(heard).toHaveBeenCalledTimes(1)
})
