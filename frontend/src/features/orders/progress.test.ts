import { expect, it } from 'vitest'
import type { Order } from '@/api/types'
import { progressOf } from './progress'

const line = (returned: number, short = 0) => ({ units: 3, short, returned })
const part = (handover: Order['handover'], ...lines: ReturnType<typeof line>[]) =>
  ({ handover, lines }) as Order
const parts = (...handovers: Order['handover'][]) => handovers.map((handover) => part(handover, line(0)))

it('is as far as the part that is furthest behind', () => {
  expect(progressOf({ status: 'pending', orders: parts('waiting') })).toBe('pending')
  expect(progressOf({ status: 'paid', orders: parts('handed_over', 'waiting') })).toBe('paid')
  expect(progressOf({ status: 'paid', orders: parts('handed_over', 'ready') })).toBe('ready')
  expect(progressOf({ status: 'paid', orders: parts('sent') })).toBe('sent')
  expect(progressOf({ status: 'paid', orders: parts('handed_over', 'handed_over') })).toBe('handed_over')
})

it('does not wait for what came back whole', () => {
  const refused = part('sent', line(3), line(1, 2))
  expect(progressOf({ status: 'paid', orders: [refused] })).toBe('came_back')
  expect(progressOf({ status: 'paid', orders: [refused, ...parts('handed_over')] })).toBe('handed_over')
  expect(progressOf({ status: 'paid', orders: [refused, ...parts('waiting')] })).toBe('paid')
  expect(progressOf({ status: 'paid', orders: [part('sent', line(3), line(2))] })).toBe('sent')
})
