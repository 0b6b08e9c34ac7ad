import type { Me, MyAssociation } from '@/api/types'

/** Whose goods the reader writes down here: producers that she acts for, and the association itself by her office. */
export interface Maker {
  id: string
  name: string
  itself: boolean
}

type Acting = Pick<Me, 'producers'>
type Place = Pick<MyAssociation, 'own_producer_id' | 'name' | 'status' | 'producer_id'>

/** All of whose goods she looks after here, her own first. */
export function keepersOf(me: Acting, association: Place): Maker[] {
  const own = me.producers.map(({ id, name }) => ({ id, name, itself: false }))
  const id = association.own_producer_id
  return id ? [...own, { id, name: association.name, itself: true }] : own
}

/** Those of them that make something new: an association that is closed makes nothing. */
export function makersOf(me: Acting, association: Place): Maker[] {
  return keepersOf(me, association).filter(({ itself }) => !itself || association.status === 'constituted')
}

/** For whom a form begins: who was asked for, else her member here, else whoever there is. */
export function firstMaker(makers: Maker[], association: Place, asked: string | null): string {
  const known = (id: string | null) => makers.find((maker) => maker.id === id)?.id
  return known(asked) ?? known(association.producer_id) ?? makers[0]?.id ?? ''
}
