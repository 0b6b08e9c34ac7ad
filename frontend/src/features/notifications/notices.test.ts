import i18next from 'i18next'
import { beforeAll, expect, it } from 'vitest'
import type { InboxItem } from '@/api/memberTypes'
import { formatFor } from '@/lib/format'
import { withTexts } from '@/test/texts'
import { byDay } from './byDay'
import { said } from './said'

const blank: InboxItem = {
  id: '1',
  group_id: null,
  count: 1,
  unread: 1,
  kind: 'units_sold',
  created_at: '2026-11-22T13:04:00Z',
  read_at: null,
  association: { id: 'a', slug: 'siete-majadas', name: 'Siete Majadas' },
  producer: { id: 'p', name: 'Berta Cortés', initials: 'BC' },
  offer: {
    id: 'o',
    slug: 'queso',
    name: 'Queso de cabra',
    unit_es: 'queso',
    units_es: 'quesos',
    unit_en: 'cheese',
    units_en: 'cheeses',
  },
  order: { id: 'g', number: 'M-2041' },
  application_id: null,
  certificate_id: null,
  proposal: { id: 'v', number: 14, title: 'Comprar un estanque' },
  units: 4,
  order_units: 12,
  amount_clp: 95880,
  role: 'treasurer',
  reason: 'left',
}

async function words(item: Partial<InboxItem>, language: 'es' | 'en' = 'es') {
  await withTexts(language, ['notifications'])
  return said({ ...blank, ...item }, i18next.getFixedT(language, 'notifications'), formatFor(language))
}

beforeAll(() => withTexts('es', ['notifications']))

it('says what was sold, with its unit, in both languages', async () => {
  expect(await words({})).toMatchObject({ title: 'Vendiste 4 quesos', to: '/a/siete-majadas/acopio/o' })
  expect((await words({ units: 1 })).title).toBe('Vendiste 1 queso')
  expect((await words({}, 'en')).title).toBe('You sold 4 cheeses')
})

it('has words and no gap for every kind, also when a name is gone', async () => {
  const kinds: InboxItem['kind'][] = [
    'member_joined',
    'membership_ended',
    'membership_suspended',
    'membership_reinstated',
    'association_constituted',
    'association_suspended',
    'association_reinstated',
    'invitation_received',
    'role_given',
    'application_made',
    'contribution_added',
    'units_sold',
    'order_paid',
    'order_ready',
    'order_sent',
    'order_expired',
    'order_refunded',
    'order_stopped',
    'order_corrected',
    'order_returned',
    'goods_stopped',
    'steward_reading',
    'vote_opened',
    'assembly_called',
    'assembly_changed',
    'statutes_review',
    'certificate_applied',
    'certificate_changed',
    'certificate_ends',
    'help_asked',
    'helper_named',
    'helped_act',
    'help_ends',
    'helper_ends',
  ]
  for (const language of ['es', 'en'] as const) {
    for (const kind of kinds) {
      for (const item of [
        { kind },
        { kind, association: null, producer: null, offer: null, order: null, proposal: null },
      ]) {
        const { title, detail } = await words(item, language)
        expect(`${title} ${detail}`).not.toMatch(/\{\{|said\.|detail\.|undefined|null/)
        expect(title.trim()).not.toBe('')
      }
    }
  }
})

it('says whether the association said yes', async () => {
  const answered = { kind: 'application_answered', application_id: 'x' } as const
  expect(await words({ ...answered, reason: 'accepted' })).toMatchObject({ to: '/solicitudes/x' })
  expect((await words({ ...answered, reason: 'refused' })).title).toMatch(/respondió que no/)
})

it('says what became of a certificate, and leads to it', async () => {
  const changed = { kind: 'certificate_changed', certificate_id: 'c' } as const
  const issued = await words({ ...changed, reason: 'issued' })
  expect(issued).toMatchObject({ to: '/a/siete-majadas/origen/c' })
  const other = new Set([issued.title])
  for (const reason of ['refused', 'suspended', 'reinstated', 'revoked']) {
    other.add((await words({ ...changed, reason })).title)
  }
  expect(other.size).toBe(5)
})

it('says until when a consent holds, to the helper and to the member', async () => {
  const ends = { kind: 'help_ends', reason: '2026-12-04' } as const
  const helping = await words(ends)
  expect(helping).toMatchObject({ title: 'Se acaba el permiso para ayudar a Berta Cortés', to: '/ayudo' })
  expect(helping.detail).toMatch(/^vale hasta el .*4 de diciembre.*Siete Majadas$/)
  const helped = await words({ ...ends, kind: 'helper_ends' }, 'en')
  expect(helped).toMatchObject({ to: '/productor/p/ayuda' })
  expect(helped.detail).toMatch(/December 4|4 December/)
})

it('says what became of a vote', async () => {
  const decided = { kind: 'vote_decided', reason: 'rejected' } as const
  expect((await words(decided)).title).toBe('No se aprobó: Comprar un estanque')
  expect((await words({ ...decided, reason: 'accepted' }, 'en')).title).toBe('Accepted: Comprar un estanque')
})

it('says a line of several in one sentence', async () => {
  const line = { count: 7, units: 23, order_units: null, producer: null }
  expect((await words(line)).title).toBe('Vendiste 23 quesos en 7 ventas')
  expect((await words({ ...line, kind: 'contribution_added' }, 'en')).title).toBe(
    '23 cheeses were added, 7 times',
  )
  expect((await words({ ...line, kind: 'member_joined' })).title).toBe(
    'Entraron 7 productores a Siete Majadas',
  )
})

it('does not break on a kind that this page does not know yet', async () => {
  expect((await words({ kind: 'moon_landed' as InboxItem['kind'] })).title).toBe('Hay una novedad')
})

it('leads nowhere when there is nothing left to see', async () => {
  expect((await words({ association: null })).to).toBeNull()
  expect((await words({ kind: 'membership_ended' })).to).toBeNull()
})

it("groups by the region's days", () => {
  const at = (created_at: string) => ({ ...blank, created_at })
  const days = byDay([at('2026-11-23T01:00:00Z'), at('2026-11-22T13:00:00Z'), at('2026-11-21T22:00:00Z')])
  expect(days.map(({ items }) => items.length)).toEqual([2, 1])
})
