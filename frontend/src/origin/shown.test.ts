import { expect, it } from 'vitest'
import { differences, writeDays } from './shown'

function credentialOf(words: Record<string, string>) {
  const { product, association, comuna, seal, sealInEnglish, code, lot } = words
  return {
    validUntil: '2027-04-01T02:59:59Z',
    credentialSubject: {
      id: `https://minga.example/o/${code}#certificate-${lot}`,
      description: `${product} meets the rules of ${sealInEnglish}, as the association looked at its own member's product; no third party did. 30 units of lot ${lot} were packed under it.`,
      authorisation: [{ issuingAuthority: { name: association } }],
      conformityAssessment: [
        {
          name: seal,
          assessedPerformance: [{ measure: { value: 1250, unit: 'C62' } }],
          assessedProduct: [{ product: { name: product, batchNumber: lot } }],
          assessedFacility: [{ facility: { name: `Comuna de ${comuna}, Región de Coquimbo, Chile` } }],
        },
      ],
    },
  }
}

const one = {
  product: 'Queso de cabra maduro',
  association: 'Cooperativa Siete Majadas',
  comuna: 'Río Hurtado',
  seal: 'Certificado propio de queso',
  sealInEnglish: 'Own certificate for cheese',
  code: '7K3Q-M9',
  lot: 'L-119',
}
const other = {
  ...one,
  product: 'Queso de Hurtado',
  association: 'Quesos del Norte',
  comuna: 'Vicuña',
  seal: 'Sello del Norte',
  sealInEnglish: 'Seal of the North',
  code: '8R2P-A1',
}
const credential = credentialOf(one)

function article(words: Record<string, string>, changes: Record<string, string> = {}): string {
  const shown = {
    ...words,
    units: '1.250',
    ...changes,
  } as Record<string, string>
  return `<article data-backing="${words.code}">
    ${['product', 'association', 'comuna', 'seal', 'units', 'code']
      .map((name) => `<b data-signed="${name}">${shown[name]}</b>`)
      .join('')}
    <time data-signed="until" datetime="${changes.until ?? '2027-04-01T02:59:59Z'}">otra cosa</time></article>`
}

/** `heading` changes what stands above, `inside` what stands in the first certificate's part. */
function page(heading: Record<string, string> = {}, inside: Record<string, string> = {}): HTMLElement {
  const shown = {
    place: 'Sí: este queso es de Río Hurtado',
    product: 'Queso de cabra  maduro',
    lot: 'L-119',
    association: 'Cooperativa Siete Majadas',
    comuna: 'Río Hurtado',
    ...heading,
  }
  const root = document.createElement('div')
  for (const [name, text] of Object.entries(shown)) {
    const element = document.createElement('span')
    element.dataset.signed = name
    element.textContent = text
    root.append(element)
  }
  root.insertAdjacentHTML('beforeend', article(one, inside))
  return root
}

const found = (root: HTMLElement) => differences(root, root.querySelector('article') as Element, credential)

it('finds nothing where the page shows what was signed', () => expect(found(page())).toEqual([]))

const place = 'Comuna de Río Hurtado, Región de Coquimbo, Chile'

it.each([
  ['product', 'Queso de cabra maduro 500 g', 'Queso de cabra maduro'],
  ['lot', 'L-219', 'L-119'],
  ['association', 'Otra cooperativa', 'Cooperativa Siete Majadas'],
  ['comuna', 'Hurtado', place],
  ['place', 'Sí: este queso es de Vicuña', place],
])('says what is shown above and what was signed when %s differs', (name, shown, signed) => {
  expect(found(page({ [name]: shown }))).toEqual([{ shown, signed }])
})

it.each([
  ['product', 'Pisco', 'Queso de cabra maduro'],
  ['association', 'Otra cooperativa', 'Cooperativa Siete Majadas'],
  ['comuna', 'Vicuña', place],
  ['seal', 'Pisco', 'Certificado propio de queso'],
  ['seal', 'Own certificate', 'Certificado propio de queso'],
  ['units', '12.500', '1250'],
  ['code', '7K3Q-M8', 'https://minga.example/o/7K3Q-M9#certificate-L-119'],
  ['until', '2028-04-01T02:59:59Z', '2027-04-01T02:59:59Z'],
  ['until', 'never', '2027-04-01T02:59:59Z'],
])('says what the certificate shows and what was signed when %s differs', (name, shown, signed) => {
  expect(found(page({}, { [name]: shown }))).toEqual([{ shown, signed }])
})

it('takes the name and the number in English too', () => {
  expect(found(page({}, { seal: 'Own certificate for cheese', units: '1,250' }))).toEqual([])
})

it('holds two certificates each to its own words, and the top of the page to the first', () => {
  const root = page()
  root.insertAdjacentHTML('beforeend', article(other))
  const [first, second] = root.querySelectorAll('article')
  expect(differences(root, first as Element, credential)).toEqual([])
  expect(differences(root, second as Element, credentialOf(other))).toEqual([])
  // Neither stands in the other's place, nor for another lot.
  expect(differences(root, second as Element, credential)).not.toEqual([])
  expect(differences(root, second as Element, credentialOf({ ...other, lot: 'L-300' }))).toEqual([
    { shown: 'L-119', signed: 'L-300' },
  ])
})

it('finds a fact that was taken out of the page, and one that is shown twice, once wrong', () => {
  const without = page()
  without.querySelector('[data-signed=lot]')?.remove()
  expect(found(without)).toEqual([{ shown: undefined, signed: 'L-119' }])
  const twice = page()
  twice.insertAdjacentHTML('afterbegin', '<i data-signed="lot">L-900</i>')
  expect(found(twice)).toEqual([{ shown: 'L-900', signed: 'L-119' }])
  const nameless = page()
  nameless.querySelector('article [data-signed=seal]')?.remove()
  expect(found(nameless)).toEqual([{ shown: undefined, signed: one.seal }])
})

it('reads what people read: no attribute speaks for a text', () => {
  const root = page()
  const product = root.querySelector('[data-signed=product]') as HTMLElement
  product.setAttribute('datetime', one.product)
  product.textContent = 'Pisco'
  expect(found(root)).toEqual([{ shown: 'Pisco', signed: one.product }])
})

it('writes the last day anew, and leaves alone what is no moment', () => {
  const root = document.createElement('div')
  root.innerHTML = `<time data-signed="until" datetime="2027-04-01T03:00:00Z">x</time><time data-signed="until" datetime="never">y</time>`
  writeDays(root, new Intl.DateTimeFormat('es-CL', { dateStyle: 'long', timeZone: 'America/Santiago' }))
  expect([...root.children].map((time) => time.textContent)).toEqual(['31 de marzo de 2027', 'y'])
})
