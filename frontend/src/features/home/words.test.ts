import i18next from 'i18next'
import { beforeAll, expect, it } from 'vitest'
import { formatFor } from '@/lib/format'
import { withTexts } from '@/test/texts'
import type { HomeTask, TaskKind } from './types'
import { ownFirst, taskWords } from './words'

const blank: HomeTask = {
  id: 'x',
  kind: 'lot_expiring',
  association: { id: 'a', slug: 'siete-majadas', name: 'Siete Majadas' },
  association_id: null,
  producers: [{ id: 'p', name: 'Quesos Rosa', initials: 'QR' }],
  offer: {
    id: 'o',
    slug: 'queso',
    name: 'Queso de cabra',
    unit_es: 'queso',
    units_es: 'quesos',
    unit_en: 'cheese',
    units_en: 'cheeses',
  },
  lot: { id: 'l', code: 'L-2041', product_name: 'Queso de cabra', free: 3 },
  statutes: { id: 's', version: 2 },
  question_id: 'q',
  contribution_id: 'c',
  name: 'Quesos Berta',
  by: 'Berta Cortés',
  units: 7,
  have: 3,
  need: 5,
  until: '2999-11-25',
}
const kinds: TaskKind[] = [
  'answer_mandate',
  'answer_invitation',
  'cast_vote',
  'accept_statutes',
  'review_statutes',
  'invite_founders',
  'wait_for_founders',
  'withdraw_left',
  'lot_expiring',
  'open_offer',
  'contribute_lot',
  'first_offer',
  'first_lot',
]

async function words(task: Partial<HomeTask>, language: 'es' | 'en' = 'es') {
  await withTexts(language, ['home'])
  return taskWords({ ...blank, ...task }, i18next.getFixedT(language, 'home'), formatFor(language))
}

beforeAll(() => withTexts('es', ['home']))

it('has words and no gap for every kind, also when what it speaks of is gone', async () => {
  const gone = {
    association: null,
    producers: [],
    offer: null,
    lot: null,
    statutes: null,
    by: null,
    until: null,
  }
  for (const language of ['es', 'en'] as const) {
    for (const kind of kinds) {
      for (const more of [{}, gone, { units: 1 }]) {
        const { title, detail, go } = await words({ kind, ...more }, language)
        expect(`${title} ${detail} ${go}`).not.toMatch(/\{\{|task\.|undefined|null/)
      }
    }
  }
})

it('leads to where the task is done', async () => {
  expect((await words({ kind: 'contribute_lot' })).to).toBe('/a/siete-majadas/acopio/o')
  expect((await words({ kind: 'answer_invitation' })).to).toBe('/mis-invitaciones/q')
  expect((await words({ kind: 'open_offer', association: null })).to).toBeNull()
})

it('says that a date is past', async () => {
  expect((await words({ until: '2020-01-02' })).title).toContain('venció')
  expect((await words({})).title).toContain('vence')
})

it('counts who is missing, not who has accepted', async () => {
  expect((await words({ kind: 'wait_for_founders' })).title).toBe('Falta que acepten 2 fundadoras')
})

it('puts first what is asked here and of the person herself', () => {
  const there = { ...blank, id: 'there', association: { id: 'b', slug: 'otra', name: 'Otra' } }
  const mine = { ...blank, id: 'mine', association: null }
  expect(ownFirst([there, mine, blank], 'a').map(({ id }) => id)).toEqual(['mine', 'x', 'there'])
})
