/** What stands on the page, held against what was signed. */
import { type Json, list } from './proof'

export interface Difference {
  shown: string | undefined
  signed: string
}

/** Something that was signed, and where the credential says it. */
interface Fact {
  name: string
  /** Undefined where this credential doesn't speak of it. */
  read: (credential: Json) => string | undefined
  /** Whether what is shown is what was signed; as the same text unless said otherwise. */
  same?: (shown: string, signed: string, credential: Json) => boolean
}

const product: Fact = { name: 'product', read: (credential) => text(productOf(credential), 'name') }
const association: Fact = {
  name: 'association',
  read: (credential) => {
    const [authorisation] = within(credential, 'credentialSubject', 'authorisation')
    return text(within(authorisation, 'issuingAuthority')[0], 'name')
  },
}
const comuna: Fact = {
  name: 'comuna',
  read: (credential) => text(within(assessment(credential), 'assessedFacility', 'facility')[0], 'name'),
  same: (shown, signed) => signed.startsWith(`Comuna de ${shown}, `),
}

/** What each certificate's own part says, in the words of that certificate. */
const ofEach: Fact[] = [
  product,
  association,
  comuna,
  {
    // In Spanish as it is called; in English as the description calls it.
    name: 'seal',
    read: (credential) => text(assessment(credential), 'name'),
    same: (shown, signed, credential) =>
      shown === signed ||
      description(credential).startsWith(`${product.read(credential)} meets the rules of ${shown}, as `),
  },
  {
    name: 'units',
    read: (credential) => {
      const [measure] = within(assessment(credential), 'assessedPerformance', 'measure')
      return measure && String(measure.value)
    },
    same: (shown, signed) => shown.replaceAll(/[.,\s]/g, '') === signed,
  },
  {
    name: 'code',
    read: (credential) => text(subject(credential), 'id'),
    same: (shown, signed) => signed.split(/[/#:]/).includes(shown),
  },
  { name: 'until', read: (credential) => text(credential, 'validUntil'), same: sameMoment },
]

/** The lot has one number, whichever certificate speaks of it. */
const lot: Fact = { name: 'lot', read: (credential) => text(productOf(credential), 'batchNumber') }

/** The top of the page is written in the words of the first certificate. */
const ofFirst: Fact[] = [
  product,
  association,
  comuna,
  {
    // The sentence that says where it is from.
    name: 'place',
    read: comuna.read,
    same: (shown, signed) => shown.endsWith(` ${/^Comuna de (.*), Región/.exec(signed)?.[1]}`),
  },
]

/**
 * Compares what `inside` (the certificate's own part of the page) and the rest of the page show with the credential; each
 * fact that was signed has to be shown, and every place that shows it has to be right.
 */
export function differences(page: ParentNode, inside: ParentNode, credential: Json): Difference[] {
  const outside = (name: string) => places(page, name).filter((place) => !place.closest('[data-backing]'))
  const isFirst = page.querySelector('[data-backing]') === inside
  return [
    ...ofEach.flatMap((fact) => wrong(fact, places(inside, fact.name), credential)),
    ...[lot, ...(isFirst ? ofFirst : [])].flatMap((fact) => wrong(fact, outside(fact.name), credential)),
  ]
}

/** Writes the last days anew from the moments that were signed and compared; midnight belongs to the day before. */
export function writeDays(page: ParentNode, day: Intl.DateTimeFormat): void {
  for (const time of page.querySelectorAll<HTMLTimeElement>('time[data-signed]')) {
    const until = Date.parse(time.dateTime)
    // Where nothing could be compared, what stands there may be no moment at all.
    if (!Number.isNaN(until)) time.textContent = day.format(until - 1000)
  }
}

function wrong(fact: Fact, shownIn: Element[], credential: Json): Difference[] {
  const { read, same = (shown, signed) => shown === signed } = fact
  const signed = read(credential)
  if (signed === undefined) return []
  if (shownIn.length === 0) return [{ shown: undefined, signed }]
  return shownIn
    .map((place) => said(place, fact.name))
    .filter((shown) => !same(shown, signed, credential))
    .map((shown) => ({ shown, signed }))
}

function places(from: ParentNode, name: string): Element[] {
  return [...from.querySelectorAll(`[data-signed="${name}"]`)]
}

/** What people read; of the last day the moment behind it, from which the script writes what people read. */
function said(element: Element, name: string): string {
  const shown = name === 'until' ? element.getAttribute('datetime') : element.textContent
  return (shown ?? '').trim().replaceAll(/\s+/g, ' ')
}

function sameMoment(shown: string, signed: string): boolean {
  return Date.parse(shown) === Date.parse(signed)
}

function assessment(credential: Json): Json | undefined {
  return within(credential, 'credentialSubject', 'conformityAssessment')[0]
}

function subject(credential: Json): Json | undefined {
  return within(credential, 'credentialSubject')[0]
}

function description(credential: Json): string {
  return text(subject(credential), 'description') ?? ''
}

function productOf(credential: Json): Json | undefined {
  return within(assessment(credential), 'assessedProduct', 'product')[0]
}

/** Follows names through objects and the first entries of lists. */
function within(from: Json | undefined, ...names: string[]): Json[] {
  let found = from
  for (const name of names) found = list(found?.[name])[0] as Json | undefined
  return found ? [found] : []
}

function text(from: Json | undefined, name: string): string | undefined {
  const value = from?.[name]
  return typeof value === 'string' ? value : undefined
}
