import { expect, it } from 'vitest'
import { filtersFrom, groupOf, isFiltered, paramsOf } from './filters'

it('reads the address and writes it back', () => {
  const address = 'q=pajarete&categoria=bebidas&comuna=04202&orden=-price'
  const filters = filtersFrom(new URLSearchParams(address))
  expect(filters).toEqual({ q: 'pajarete', group: 'bebidas', comuna: '04202', order: '-price' })
  expect(paramsOf(filters).toString()).toBe(address)
})

it('leaves out what it does not understand', () => {
  const filters = filtersFrom(new URLSearchParams('categoria=toString&comuna=x&orden=password'))
  expect(isFiltered(filters)).toBe(false)
  expect(paramsOf(filters).toString()).toBe('')
})

it('knows the tab of each category', () => {
  expect(groupOf('spirits')).toBe('bebidas')
  expect(groupOf('dried_fruit')).toBe('fruta')
})
