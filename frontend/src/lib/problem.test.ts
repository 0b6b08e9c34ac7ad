import { expect, it } from 'vitest'
import { messageFor, Problem, problemOf } from './problem'

const texts: Record<string, string> = {
  'errors:title': 'No se pudo',
  'errors:unexpected': 'Algo falló',
  'errors:passing': 'Ahora no',
  'errors:field': 'Revisa este dato',
  'errors:code.network': 'Sin señal',
  'errors:code.offer_short': 'Quedan {{free}}',
  'errors:code.field.blank': 'Falta',
}
const t = (key: string, values: Record<string, unknown> = {}) =>
  (texts[key] ?? key).replace(/\{\{(\w+)\}\}/g, (_, name) => String(values[name]))
const said = (problem: unknown) => messageFor(problem, t, (key) => key in texts)

it('uses our own words for a code, filled from the problem', () => {
  expect(said(new Problem(409, { code: 'offer_short', free: 3, detail: 'There are 3' })).detail).toBe(
    'Quedan 3',
  )
})

it("uses the server's words for a code without own ones, its title where there is no detail", () => {
  expect(said(new Problem(409, { code: 'other', detail: 'Dicho por el servidor' })).detail).toBe(
    'Dicho por el servidor',
  )
  expect(said(new Problem(409, { code: 'other', title: 'Título' })).detail).toBe('Título')
})

it('says what to do when nothing was said', () => {
  expect(said(new Problem(0, { code: 'network' })).detail).toBe('Sin señal')
  expect(said(new Problem(502, {})).detail).toBe('Ahora no')
  expect(said(new Error('boom')).detail).toBe('Algo falló')
})

it('puts each message beside its field', () => {
  const problem = new Problem(400, {
    code: 'validation_error',
    errors: [
      { code: 'blank', detail: 'May not be blank', attr: 'name' },
      { code: 'invalid', detail: 'No es un correo', attr: 'email' },
      { code: 'odd', detail: '', attr: 'rut' },
    ],
  })
  expect(said(problem).fields).toEqual({ name: 'Falta', email: 'No es un correo', rut: 'Revisa este dato' })
})

it("survives a proxy's page", async () => {
  const problem = await problemOf(new Response('<html>', { status: 503, headers: { 'Retry-After': '2' } }))
  expect(problem).toMatchObject({ status: 503, code: 'unexpected', retryAfter: 2, passing: true })
})
