import { expect, it } from 'vitest'
import type { Order } from '@/api/types'
import { progressOf } from './progress'

const parts = (...handovers: Order['handover'][]) => handovers.map((handover) => ({ handover }) as Order)

it('is as far as the part that is furthest behind', () => {
  expect(progressOf({ status: 'pending', orders: parts('waiting') })).toBe('pending')
  expect(progressOf({ status: 'paid', orders: parts('handed_over', 'waiting') })).toBe('paid')
  expect(progressOf({ status: 'paid', orders: parts('handed_over', 'ready') })).toBe('ready')
  expect(progressOf({ status: 'paid', orders: parts('sent') })).toBe('sent')
  expect(progressOf({ status: 'paid', orders: parts('handed_over', 'handed_over') })).toBe('handed_over')
})
