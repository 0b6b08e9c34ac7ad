import { expect, it } from 'vitest'
import { invitationPath } from './invitationPath'
import { placeAfter, stepsOf } from './SignUpPage'

const token = 'b7Yx0pQ2-kd_9sLmN4tR'

it.each([`https://minga.cl/invitacion/${token}`, ` http://127.0.0.1:8000/invitacion/${token}/ `, token])(
  'reads %s',
  (pasted) => expect(invitationPath(pasted)).toBe(`/invitacion/${token}`),
)

it.each(['', 'hola', 'https://minga.cl/', `https://minga.cl/otra/${token}/x`, `${token}?x=<b>`])(
  'does not take %s for an invitation',
  (pasted) => expect(invitationPath(pasted)).toBeNull(),
)

it('leads a producer on to her own questions, and a buyer back to where she was', () => {
  expect(placeAfter('produce', null)).toBe('/productor/nuevo?registro=1')
  expect(placeAfter('invited', '/invitacion/x')).toBe('/productor/nuevo?registro=1&volver=%2Finvitacion%2Fx')
  expect(placeAfter('buy', '/canasta')).toBe('/canasta')
  expect([stepsOf('buy'), stepsOf('produce')]).toEqual([3, 5])
})
