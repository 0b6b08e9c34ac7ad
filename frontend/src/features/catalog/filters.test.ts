import { expect, it } from 'vitest'
import { anything, filtersFrom, fine, groupOf, isFiltered, paramsOf } from './filters'

it('reads the address and writes it back', () => {
  const address = 'q=pajarete&categoria=bebidas&comuna=04202&orden=-price'
  const filters = filtersFrom(new URLSearchParams(address))
  expect(filters).toEqual({ ...anything, q: 'pajarete', group: 'bebidas', comuna: '04202', order: '-price' })
  expect(paramsOf(filters).toString()).toBe(address)
})

it('keeps the finer filters in the address too', () => {
  const address = 'asociacion=siete-majadas&temporada=ahora&quedan=si&hasta=10000'
  const filters = filtersFrom(new URLSearchParams(address))
  expect(filters).toEqual({ ...anything, seller: 'siete-majadas', season: true, left: true, upTo: 10_000 })
  expect(paramsOf(filters).toString()).toBe(address)
  expect(fine(filters)).toBe(4)
})

it('leaves out what it does not understand', () => {
  const nonsense =
    'categoria=toString&comuna=x&orden=password&asociacion=A%20b&temporada=1&quedan=x&hasta=-3.5'
  const filters = filtersFrom(new URLSearchParams(nonsense))
  expect(isFiltered(filters)).toBe(false)
  expect(paramsOf(filters).toString()).toBe('')
})

it('knows the tab of each category', () => {
  expect(groupOf('spirits')).toBe('bebidas')
  expect(groupOf('dried_fruit')).toBe('fruta')
})
