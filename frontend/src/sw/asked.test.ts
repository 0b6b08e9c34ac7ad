import { expect, it } from 'vitest'
import { asked } from './asked'

const origin = 'https://minga.example'
const open = (path: string) => asked({ method: 'GET', mode: 'navigate', url: origin + path }, origin)

it.each([
  '/',
  '/?q=papaya',
  '/productos/queso-1',
  '/a/siete-majadas/acopio',
  '/espera',
  '/o-tra',
  '/apicultura',
])('answers the page %s from what is kept', (path) => expect(open(path)).toBe('page'))

it.each([
  '/api/v1/me',
  '/api/v1/schema/',
  '/_allauth/browser/v1/auth/login',
  '/accounts/login/',
  '/admin',
  '/admin/events/',
  '/dev/mailbox/',
  '/o/MINGA-1',
  '/01/04012345999990/10/L-1',
  '/credentials/01a20541-2c6f-74cf-bc3c-c257975e1f56',
  '/static/admin/css/base.css',
  '/metrics',
  '/healthz',
  '/ws/v1/feed',
  '/sw.js',
  '/es.webmanifest',
  '/icons/minga-192.png',
])('leaves %s to the server', (path) => expect(open(path)).toBe('none'))

it('keeps files of the build, and nothing of others or that changes something', () => {
  const url = `${origin}/assets/frame-1.js`
  expect(asked({ method: 'GET', mode: 'cors', url }, origin)).toBe('file')
  expect(asked({ method: 'POST', mode: 'cors', url }, origin)).toBe('none')
  expect(asked({ method: 'GET', mode: 'cors', url: 'https://other.example/assets/a.js' }, origin)).toBe(
    'none',
  )
  expect(asked({ method: 'GET', mode: 'cors', url: `${origin}/productos/x` }, origin)).toBe('none')
})
