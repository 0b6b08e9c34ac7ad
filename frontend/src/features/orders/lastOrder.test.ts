import { beforeEach, expect, it } from 'vitest'
import { keepLastOrder, lastOrder } from './lastOrder'

beforeEach(() => localStorage.clear())

it('remembers the last order for a day', () => {
  expect(lastOrder()).toBe(null)
  keepLastOrder('o1', 'M-2041')
  expect(lastOrder()).toMatchObject({ id: 'o1', number: 'M-2041' })
  expect(lastOrder(Date.now() + 25 * 60 * 60_000)).toBe(null)
})

it('is not misled by what somebody else wrote there', () => {
  for (const rubbish of ['{', 'null', '[]', '"x"', '{"id":7,"at":0}']) {
    localStorage.setItem('minga.last-order', rubbish)
    expect(lastOrder()).toBe(null)
  }
})
