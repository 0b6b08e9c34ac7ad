import { expect, it } from 'vitest'
import { live } from './live'

const read = (stream: string, event: string) =>
  live[event]?.({ stream, seq: 1, event, subject: 'g1', at: '' }).map(({ key }) => key.join(' '))

it('reads the sales of an association after an order changed, once', () => {
  expect(read('association:a1', 'orders.order_paid')).toEqual(['sales a1'])
  expect(read('association:a1', 'orders.handover_step_taken')).toEqual(['sales a1'])
  expect(read('order:g1', 'orders.order_paid')).toEqual([])
})
