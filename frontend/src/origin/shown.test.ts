import { expect, it } from 'vitest'
import { differences } from './shown'

const credential = {
  validUntil: '2027-04-01T02:59:59Z',
  credentialSubject: {
    id: 'https://minga.example/o/7K3Q-M9#certificate-L-119',
    authorisation: [{ issuingAuthority: { name: 'Cooperativa Siete Majadas' } }],
    conformityAssessment: [
      {
        assessedProduct: [{ product: { name: 'Queso de cabra maduro', batchNumber: 'L-119' } }],
        assessedFacility: [{ facility: { name: 'Comuna de Río Hurtado, Región de Coquimbo, Chile' } }],
      },
    ],
  },
}

function page(changes: Record<string, string> = {}): HTMLElement {
  const shown = {
    place: 'Sí: este queso es de Río Hurtado',
    product: 'Queso de cabra  maduro',
    lot: 'L-119',
    association: 'Cooperativa Siete Majadas',
    comuna: 'Río Hurtado',
    ...changes,
  }
  const root = document.createElement('div')
  for (const [name, text] of Object.entries(shown)) {
    const element = document.createElement('span')
    element.dataset.signed = name
    element.textContent = text
    root.append(element)
  }
  const inside = document.createElement('article')
  inside.innerHTML = `<b data-signed="code">${changes.code ?? '7K3Q-M9'}</b>
    <time data-signed="until" datetime="${changes.until ?? '2027-04-01T02:59:59Z'}">otra cosa</time>`
  root.append(inside)
  return root
}

const found = (root: HTMLElement) => differences(root, root.querySelector('article') as Element, credential)

it('finds nothing where the page shows what was signed', () => expect(found(page())).toEqual([]))

it.each([
  ['product', 'Queso de cabra maduro 500 g', 'Queso de cabra maduro'],
  ['lot', 'L-219', 'L-119'],
  ['association', 'Otra cooperativa', 'Cooperativa Siete Majadas'],
  ['comuna', 'Hurtado', 'Comuna de Río Hurtado, Región de Coquimbo, Chile'],
  ['place', 'Sí: este queso es de Vicuña', 'Comuna de Río Hurtado, Región de Coquimbo, Chile'],
  ['code', '7K3Q-M8', 'https://minga.example/o/7K3Q-M9#certificate-L-119'],
  ['until', '2028-04-01T02:59:59Z', '2027-04-01T02:59:59Z'],
])('says what is shown and what was signed when %s differs', (name, shown, signed) => {
  expect(found(page({ [name]: shown }))).toEqual([{ shown, signed }])
})

it('finds a fact that was taken out of the page, and one that is shown twice, once wrong', () => {
  const without = page()
  without.querySelector('[data-signed=lot]')?.remove()
  expect(found(without)).toEqual([{ shown: undefined, signed: 'L-119' }])
  const twice = page()
  twice.insertAdjacentHTML('beforeend', '<i data-signed="lot">L-900</i>')
  expect(found(twice)).toEqual([{ shown: 'L-900', signed: 'L-119' }])
})
