import { expect, it } from 'vitest'
import { firstMaker, keepersOf, makersOf } from './makers'

const me = { producers: [{ id: 'rosa', name: 'Quesos Rosa', initials: 'QR', comuna: '04305', locality: '' }] }
const place = {
  name: 'Siete Majadas',
  status: 'constituted' as const,
  producer_id: 'rosa',
  own_producer_id: 'majadas',
}

it('has whoever acts by office choose between her own and the association', () => {
  expect(makersOf(me, place).map(({ id, itself }) => [id, itself])).toEqual([
    ['rosa', false],
    ['majadas', true],
  ])
  expect(makersOf(me, { ...place, own_producer_id: null }).map(({ id }) => id)).toEqual(['rosa'])
})

it('writes nothing new down for an association that is closed, and keeps showing what is there', () => {
  const closed = { ...place, status: 'suspended' as const }
  expect(makersOf(me, closed).map(({ id }) => id)).toEqual(['rosa'])
  expect(keepersOf(me, closed).map(({ id }) => id)).toEqual(['rosa', 'majadas'])
})

it('begins with who was asked for, and never with somebody else', () => {
  const makers = makersOf(me, place)
  expect(firstMaker(makers, place, null)).toBe('rosa')
  expect(firstMaker(makers, place, 'majadas')).toBe('majadas')
  expect(firstMaker(makers, place, 'nobody')).toBe('rosa')
  expect(firstMaker([], place, 'majadas')).toBe('')
})
