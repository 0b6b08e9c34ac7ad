import { expect, it } from 'vitest'
import { addressOf, askedIn } from './asked'

const read = (address: string) => askedIn(new URLSearchParams(address))

it('reads what it wrote', () => {
  for (const address of ['?', '?ver=ventas&periodo=todo&oferta=o1', '?por-entregar=si']) {
    expect(addressOf(read(address))).toBe(address)
  }
})

it('takes what it does not know for what is usual', () => {
  expect(read('?ver=nada&periodo=siempre&por-entregar=quizas')).toEqual({
    view: 'orders',
    period: 'month',
    offer: undefined,
    waiting: false,
  })
})
