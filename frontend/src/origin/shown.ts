/** What stands on the page, held against what was signed. */
import { type Json, list } from './proof'

export interface Difference {
  shown: string | undefined
  signed: string
}

/** What a page must show of each credential, and where the credential says it. */
interface Fact {
  name: string
  /** Undefined where this credential doesn't speak of it. */
  read: (credential: Json) => string | undefined
  /** Whether what is shown is what was signed; as the same text unless said otherwise. */
  same?: (shown: string, signed: string) => boolean
}

const facts: Fact[] = [
  { name: 'product', read: (credential) => text(product(credential), 'name') },
  { name: 'lot', read: (credential) => text(product(credential), 'batchNumber') },
  {
    name: 'association',
    read: (credential) => {
      const [authorisation] = within(credential, 'credentialSubject', 'authorisation')
      return text(within(authorisation, 'issuingAuthority')[0], 'name')
    },
  },
  {
    name: 'comuna',
    read: (credential) => {
      const [facility] = within(assessment(credential), 'assessedFacility', 'facility')
      return text(facility, 'name')
    },
    same: (shown, signed) => signed.startsWith(`Comuna de ${shown}, `),
  },
  {
    // The sentence at the top of the page that says where it is from.
    name: 'place',
    read: (credential) => {
      const [facility] = within(assessment(credential), 'assessedFacility', 'facility')
      return text(facility, 'name')
    },
    same: (shown, signed) => shown.endsWith(` ${/^Comuna de (.*), Región/.exec(signed)?.[1]}`),
  },
  {
    name: 'code',
    read: (credential) => text(within(credential, 'credentialSubject')[0], 'id'),
    same: (shown, signed) => signed.split(/[/#:]/).includes(shown),
  },
  { name: 'until', read: (credential) => text(credential, 'validUntil'), same: sameMoment },
]

/**
 * Compares what `inside` (the certificate's own part of the page) and the rest of the page show with the credential; each
 * fact that was signed has to be shown, and every place that shows it has to be right.
 */
export function differences(page: ParentNode, inside: ParentNode, credential: Json): Difference[] {
  return facts.flatMap<Difference>(({ name, read, same = (shown, signed) => shown === signed }) => {
    const signed = read(credential)
    if (signed === undefined) return []
    const within = [...inside.querySelectorAll(`[data-signed="${name}"]`)]
    const places = within.length > 0 ? within : [...page.querySelectorAll(`[data-signed="${name}"]`)]
    if (places.length === 0) return [{ shown: undefined, signed }]
    return places
      .map(said)
      .filter((shown) => !same(shown, signed))
      .map((shown) => ({ shown, signed }))
  })
}

function said(element: Element): string {
  return (element.getAttribute('datetime') ?? element.textContent ?? '').trim().replaceAll(/\s+/g, ' ')
}

function sameMoment(shown: string, signed: string): boolean {
  return Date.parse(shown) === Date.parse(signed)
}

function assessment(credential: Json): Json | undefined {
  return within(credential, 'credentialSubject', 'conformityAssessment')[0]
}

function product(credential: Json): Json | undefined {
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
