import { expect, it } from 'vitest'
import type { OfferDetail } from '@/api/types'
import { makersOf, sharesOf } from './sharesOf'

const share = { locality: '', units: 10, percent: 50 }
const offerOf = (shares: OfferDetail['shares']) =>
  ({ association: { name: 'Cooperativa Siete Majadas' }, shares }) as OfferDetail

const shown = { ...share, producer_id: 'p1', public_name: 'Rosa Tabilo', initials: 'RT' }
const hidden = { ...share, producer_id: null, public_name: 'Familia productora de Serón', initials: '·' }
const own = { ...share, producer_id: null, public_name: 'Cooperativa Siete Majadas', initials: 'CM' }

it('tells the association itself from a family that does not show its name', () => {
  const offer = offerOf([shown, hidden, own])
  expect(sharesOf(offer).map(({ itself }) => itself)).toEqual([false, false, true])
  expect(makersOf(offer)).toEqual({ itself: true, families: 2 })
})

it('counts families alone where the association made nothing', () => {
  expect(makersOf(offerOf([shown, hidden]))).toEqual({ itself: false, families: 2 })
})
