import { expect, it } from 'vitest'
import { differences, writeDays } from './shown'

function credentialOf(words: Record<string, string>) {
  const { product, association, comuna, seal, sealInEnglish, code, lot, kind, level = 'membership' } = words
  const answers = 'https://minga.example/asociaciones/siete-majadas'
  const who =
    level === '3rdParty'
      ? `assessed by ${words.body}`
      : "the association looked at its own member's product; no third party did"
  return {
    validUntil: '2027-04-01T02:59:59Z',
    credentialSubject: {
      id: `https://minga.example/o/${code}#certificate-${lot}`,
      description: `${product} meets the rules of ${sealInEnglish}, as ${who}. 1250 units of lot ${lot} were packed under it.`,
      assessorLevel: level,
      referenceScheme: {
        type: ['ConformityScheme', ...(kind ? [`tag:minga.cl,2026:seal-kind:${kind}`] : [])],
      },
      issuedToParty: { id: words.itself ? answers : `https://minga.example/o/${code}#member` },
      authorisation: [{ issuingAuthority: { id: answers, name: association } }],
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
  kind: 'own',
  sentence: 'Certificado propio de la asociación',
  assessor:
    'Lo afirma Cooperativa Siete Majadas de su propio socio, con control interno. No es un sello del Estado ni de un tercero.',
}
const other = {
  ...one,
  product: 'Queso de Hurtado',
  association: 'Quesos del Norte',
  comuna: 'Vicuña',
  seal: 'Sello del Norte',
  sealInEnglish: 'Seal of the North',
  code: '8R2P-A1',
  assessor:
    'Lo afirma Quesos del Norte de su propio socio, con control interno. No es un sello del Estado ni de un tercero.',
}
const credential = credentialOf(one)

function article(words: Record<string, string>, changes: Record<string, string> = {}): string {
  const shown = {
    units: '1.250',
    shape: 'own',
    ...words,
    ...changes,
  } as Record<string, string>
  return `<article data-backing="${words.code}">
    <i class="seal seal--${shown.shape}" data-signed="shape"></i><p data-signed="kind">${shown.sentence}</p>
    ${['product', 'association', 'comuna', 'seal', 'assessor', 'units', 'code']
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
  ['sentence', 'Denominación de origen por ley', one.sentence],
  ['sentence', `${one.sentence}, registrado`, one.sentence],
  ['assessor', 'Lo evaluó el SAG, que es ajeno a la asociación.', one.assessor],
  ['assessor', one.assessor.replace('No es', 'Es'), one.assessor],
  ['units', '12.500', '1250'],
  ['code', '7K3Q-M8', 'https://minga.example/o/7K3Q-M9#certificate-L-119'],
  ['until', '2028-04-01T02:59:59Z', '2027-04-01T02:59:59Z'],
  ['until', 'never', '2027-04-01T02:59:59Z'],
])('says what the certificate shows and what was signed when %s differs', (name, shown, signed) => {
  expect(found(page({}, { [name]: shown }))).toEqual([{ shown, signed }])
})

it.each([
  ['law', 'un nombre por ley'],
  ['reg', 'un nombre registrado'],
  ['own seal--law', 'own law'],
  ['other', 'other'],
])('says that a name is drawn as %s and is an own one', (shape, shown) => {
  expect(found(page({}, { shape }))).toEqual([{ shown, signed: 'un certificado propio' }])
})

it('tells of a name in a register how it stands now, and of who assessed it by name, in both languages', () => {
  const registered = {
    ...one,
    kind: 'collective_mark',
    // What stands before the body is a name, whatever words are in it.
    sealInEnglish: 'Cheese as assessed by us',
    level: '3rdParty',
    body: 'Lab. 1 units of lot $& were packed under it. S.A.',
    sentence: 'Marca colectiva, registro suspendido',
    assessor: 'Lo evaluó Lab. 1 units of lot $& were packed under it. S.A., que es ajeno a la asociación.',
    shape: 'reg',
  }
  const held = (changes: Record<string, string> = {}) => {
    const root = page()
    root.querySelector('article')?.remove()
    root.insertAdjacentHTML('beforeend', article({ ...registered, ...changes }))
    return differences(root, root.querySelector('article') as Element, credentialOf(registered))
  }
  expect(held()).toEqual([])
  expect(held({ sentence: 'Marca colectiva, solicitada, no registrada' })).toEqual([])
  for (const sentence of [
    'Marca de certificación, registrada',
    'Marca colectiva, por ley y con garantía del SAG',
    'Marca colectiva, registrada, con garantía del SAG',
    'Marca colectiva, registered',
    'Marca colectiva',
  ])
    expect(held({ sentence })).toEqual([{ shown: sentence, signed: 'Marca colectiva' }])
  expect(held({ assessor: registered.assessor.replace('S.A.', 'Ltda.') })).toHaveLength(1)
  document.documentElement.lang = 'en'
  try {
    const assessor =
      'Assessed by Lab. 1 units of lot $& were packed under it. S.A., which stands outside the association.'
    expect(held({ sentence: 'Collective mark, registered', assessor })).toEqual([])
    expect(held({ sentence: 'Collective mark, registered' })).toHaveLength(1)
  } finally {
    document.documentElement.lang = 'es-CL'
  }
})

it('takes an association that makes it itself for one party, and a producer of its own for two', () => {
  const bound = 'No es un sello del Estado ni de un tercero.'
  const itself = `Lo declara la propia asociación, ${one.association}, que lo produce. ${bound}`
  const both = `Lo declara quien lo produce, y ${one.association} lo respalda con su nombre. ${bound}`
  const held = (assessor: string, signed: Record<string, string>) => {
    const root = page({}, { assessor })
    return differences(
      root,
      root.querySelector('article') as Element,
      credentialOf({ ...one, level: 'self', ...signed }),
    )
  }
  expect(held(itself, { itself: 'yes' })).toEqual([])
  expect(held(both, {})).toEqual([])
  expect(held(both, { itself: 'yes' })).toEqual([{ shown: both, signed: itself }])
  expect(held(itself, {})).toEqual([{ shown: itself, signed: both }])
})

it('compares no kind where none was signed, but who assessed it', () => {
  const { kind: _, ...former } = one
  const held = (changes: Record<string, string>, signed: Record<string, string> = former) => {
    const root = page({}, changes)
    return differences(root, root.querySelector('article') as Element, credentialOf(signed))
  }
  const who = 'Lo afirma Cooperativa Siete Majadas de su propio socio, con control interno.'
  const body = 'Lo evaluó el SAG, que es ajeno a la asociación.'
  expect(held({ shape: 'law', sentence: 'Denominación de origen por ley' })).toEqual([])
  expect(held({ assessor: `${who} Ningún tercero lo ha comprobado.` })).toEqual([])
  for (const shown of [body, who, `${who} Es un sello del Estado.`])
    expect(held({ assessor: shown })).toEqual([{ shown, signed: who }])
  const assessed = { ...former, level: '3rdParty', body: 'el SAG' }
  expect(held({ assessor: body }, assessed)).toEqual([])
  expect(held({}, assessed)).toEqual([{ shown: one.assessor, signed: body }])
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
