import { expect, it } from 'vitest'
import { safePath } from './safePath'

const here = 'https://minga.cl'

it.each(['/a/siete-majadas/acopio', '/invitacion/abc?x=1#y', '/'])('goes back to %s', (path) => {
  expect(safePath(path, here)).toBe(path)
})

it.each([
  null,
  '',
  'a/b',
  'https://elsewhere.cl/a',
  '//elsewhere.cl',
  '/\\elsewhere.cl',
  '/\t/elsewhere.cl',
  '/..//elsewhere.cl',
  'javascript:alert(1)',
])('does not go to %s', (path) => {
  expect(safePath(path, here)).toBeNull()
})
