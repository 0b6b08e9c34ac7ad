import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { MemoryRouter } from 'react-router'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Me, MyAssociation } from '@/api/types'
import { WorkspaceContext } from '@/app/workspace/WorkspaceLayout'
import { withTexts } from '@/test/texts'
import ProductPage from './ProductPage'

const nelson = { id: 'p-nelson', name: 'Nelson' }
const elsa = { id: 'p-elsa', name: 'Elsa' }
const workspace = {
  me: { producers: [nelson, elsa] } as Me,
  association: { slug: 'siete-majadas', own_producer_id: null, producer_id: nelson.id } as MyAssociation,
}
const photo = { id: 'a-photo', width: 8, height: 8, alt_es: 'Foto de Nelson', alt_en: '', sources: [] }
// However slow the machine is.
const patience = { timeout: 20_000 }

const sent: { url: string; body: unknown }[] = []

beforeEach(async () => {
  window.localStorage.clear()
  sent.length = 0
  vi.stubGlobal('fetch', async (request: Request) => {
    sent.push({ url: request.url, body: await request.json() })
    return Response.json({ id: 'a-product', name: 'Queso' }, { status: 201 })
  })
  await withTexts('es', ['pool', 'goods'])
  return () => vi.unstubAllGlobals()
})

function open(asked = '') {
  return render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter initialEntries={[`/a/siete-majadas/lotes/productos/nuevo${asked}`]}>
        <WorkspaceContext value={workspace}>
          <ProductPage />
        </WorkspaceContext>
      </MemoryRouter>
    </QueryClientProvider>,
  )
}

/** What the form of this maker kept, whatever it kept it under. */
async function leave(name: string, maker: string): Promise<void> {
  const form = open(`?de=${maker}`)
  await userEvent.type(screen.getByLabelText(/Qué es/), name)
  form.unmount()
  for (const key of Object.keys(window.localStorage)) {
    const draft = JSON.parse(window.localStorage.getItem(key) ?? '{}')
    if (draft.name === name) window.localStorage.setItem(key, JSON.stringify({ ...draft, photos: [photo] }))
  }
}

const shown = () => screen.queryByAltText(photo.alt_es)

it('takes no photo of one maker to the goods of another, and keeps it for her', async () => {
  await leave('Arrope', nelson.id)
  open()
  expect(shown()).toBeInTheDocument()
  await userEvent.selectOptions(screen.getByLabelText(/De quién/), elsa.id)
  expect(shown()).not.toBeInTheDocument()
  await userEvent.type(screen.getByLabelText(/Qué es/), 'Queso')
  await userEvent.selectOptions(screen.getByLabelText('Clase de producto'), 'cheese')
  await userEvent.click(screen.getByRole('button', { name: /^Guardar/ }))
  await waitFor(() => expect(sent).toHaveLength(1), patience)
  expect(sent[0]?.url).toContain(`/producers/${elsa.id}/products`)
  expect(sent[0]?.body).toMatchObject({ name: 'Queso', photo_ids: [] })
}, 60_000)

it('begins with what was left of whoever the address names', async () => {
  await leave('Arrope', nelson.id)
  const other = open(`?de=${elsa.id}`)
  expect(shown()).not.toBeInTheDocument()
  other.unmount()
  open(`?de=${nelson.id}`)
  expect(shown()).toBeInTheDocument()
}, 60_000)
