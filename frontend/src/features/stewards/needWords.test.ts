import i18next from 'i18next'
import { beforeAll, expect, it } from 'vitest'
import type { Need } from '@/api/stewardTypes'
import { formatFor } from '@/lib/format'
import { withTexts } from '@/test/texts'
import { needWords } from './needWords'

const blank: Need = { alarm: '', level: 'page', about: 'orders', count: 3, seconds: 125, error: '' }

function words(need: Partial<Need>, language: 'es' | 'en' = 'es') {
  return needWords({ ...blank, ...need }, i18next.getFixedT(language, 'stewards'), formatFor(language))
}

beforeAll(async () => {
  await withTexts('en', ['stewards'])
  await withTexts('es', ['stewards'])
})

it('says one and many, and how long', () => {
  expect(words({ alarm: 'MingaEventsParked' }).title).toBe('El grupo «orders» apartó 3 eventos')
  expect(words({ alarm: 'MingaEventsParked', count: 1 }).title).toBe('El grupo «orders» apartó un evento')
  expect(words({ alarm: 'MingaWorkerSilent' }).title).toBe('No se sabe de ningún worker hace 2 minutos')
  expect(words({ alarm: 'MingaWorkerSilent', seconds: null }).title).toBe('No hay ningún worker')
})

it('leads to the button that mends it, where there is one', () => {
  expect(words({ alarm: 'MingaEventsParked' }).to).toBe('/equipo/apartados')
  expect(words({ alarm: 'MingaOutboxLag' }).to).toBeNull()
})

it('keeps the name of what it does not know yet', () => {
  expect(words({ alarm: 'MingaSomethingNew' }, 'en').title).toBe('MingaSomethingNew orders')
})
