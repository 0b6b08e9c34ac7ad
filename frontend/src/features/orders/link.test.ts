import { beforeEach, expect, it } from 'vitest'
import { keepLink, linkOf, orderAddress } from './link'

beforeEach(() => sessionStorage.clear())

it('takes the token from the fragment and remembers it for the way back', () => {
  expect(linkOf('o1', '#link=a%3Ab')).toBe('a:b')
  expect(linkOf('o1', '')).toBe('a:b')
  expect(linkOf('o2', '')).toBe(null)
})

it('makes the same address again', () => {
  keepLink('o3', 'x:y')
  expect(orderAddress('o3', linkOf('o3', ''))).toBe('/pedido/o3#link=x%3Ay')
  expect(orderAddress('o4', null)).toBe('/pedido/o4')
})
