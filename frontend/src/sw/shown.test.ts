import { expect, it } from 'vitest'
import { shown } from './shown'

it('shows what the server said and leads where it says', () => {
  const message = JSON.stringify({
    title: 'Minga',
    body: 'Vendiste 4 quesos',
    url: '/a/x',
    tag: 't',
    lang: 'es',
  })
  expect(shown(message)).toMatchObject({
    title: 'Minga',
    body: 'Vendiste 4 quesos',
    tag: 't',
    data: { url: '/a/x' },
  })
})

it.each([undefined, '', 'x', '[]', 'null', '{"body":5}'])(
  'says that there is something when %s can not be read',
  (message) =>
    expect(shown(message)).toMatchObject({
      title: 'Minga',
      body: 'Tienes un aviso nuevo',
      data: { url: '/avisos' },
    }),
)

it.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
  'never leads to %s',
  (url) => expect(shown(JSON.stringify({ url })).data.url).toBe('/avisos'),
)
