/** What is signed of a certificate, where the credential says it, and when what is shown says the same. */
import { type Json, list } from './proof'
import { type Language, type Said, type SealKind, sealWords, shapeWords } from './sealWords'

const kindPrefix = 'tag:minga.cl,2026:seal-kind:'

/** Something that was signed, and where the credential says it. */
export interface Fact {
  name: string
  /** Undefined where this credential doesn't speak of it. */
  read: (credential: Json, language: Language) => string | undefined
  /** Whether what is shown is what was signed; as the same text unless said otherwise. */
  same?: (shown: string, signed: string, credential: Json, language: Language) => boolean
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
export const ofEach: Fact[] = [
  product,
  association,
  comuna,
  {
    // In Spanish as it is called; in English as the description calls it.
    name: 'seal',
    read: (credential) => text(assessment(credential), 'name'),
    same: (shown, signed, credential) =>
      shown === signed ||
      description(credential).startsWith(
        `${product.read(credential, 'es')} meets the rules of ${shown}, as `,
      ),
  },
  { name: 'shape', read: (credential, language) => shapeWords(kindOf(credential)?.shape, language) },
  {
    name: 'kind',
    read: (credential, language) => kindOf(credential)?.[language],
    // Of a name in a register it is told too how that stands now, which is not signed.
    same: (shown, signed, credential, language) =>
      kindOf(credential)?.shape === 'reg'
        ? sealWords.standings.some((standing) => shown === `${signed}, ${standing[language]}`)
        : shown === signed,
  },
  { name: 'assessor', read: assertionIn, same: isAsserted },
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
    same: (shown, signed) => signed.includes(`/o/${shown}#`),
  },
  { name: 'until', read: (credential) => text(credential, 'validUntil'), same: sameMoment },
]

/** The lot has one number, whichever certificate speaks of it. */
export const lot: Fact = { name: 'lot', read: (credential) => text(productOf(credential), 'batchNumber') }

/** The top of the page is written in the words of the first certificate. */
export const ofFirst: Fact[] = [
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
 * Of whom the page says that they looked at it, with the names that were signed, and what nobody from outside did: that
 * follows by the kind of name.
 */
function assertionIn(credential: Json, language: Language): string | undefined {
  const bound = boundOf(credential)
  const level = levelOf(credential)
  const who = level === 'self' && isItself(credential) ? 'itself' : level
  const said = sealWords.assessors[who]?.[language]
    .replace('%(association)s', () => association.read(credential, language) ?? '')
    .replace('%(body)s', () => bodyIn(credential))
  return said && bound ? `${said} ${bound[language]}` : said
}

/** Where no kind of name was signed, either of the two bounds may stand there. */
function isAsserted(shown: string, signed: string, credential: Json, language: Language): boolean {
  if (boundOf(credential) || levelOf(credential) === '3rdParty') return shown === signed
  return Object.values(sealWords.bounds).some((bound) => shown === `${signed} ${bound[language]}`)
}

function boundOf(credential: Json): Said | undefined {
  const kind = kindOf(credential)
  if (!kind || levelOf(credential) === '3rdParty') return undefined
  return sealWords.bounds[kind.shape === 'own' ? 'own' : 'other']
}

function levelOf(credential: Json): string {
  return text(subject(credential), 'assessorLevel') ?? ''
}

/** Whether it was issued to the association that answers for it, which made it itself. */
function isItself(credential: Json): boolean {
  const [authorisation] = within(credential, 'credentialSubject', 'authorisation')
  const [holder] = within(credential, 'credentialSubject', 'issuedToParty')
  const answers = text(within(authorisation, 'issuingAuthority')[0], 'id')
  return answers !== undefined && text(holder, 'id') === answers
}

/** The body from outside: the description ends with it, but for the units that were packed. */
function bodyIn(credential: Json): string {
  const [measure] = within(assessment(credential), 'assessedPerformance', 'measure')
  const packed = ` ${measure?.value} units of lot ${lot.read(credential, 'es')} were packed under it.`
  const described = description(credential)
  const who = described.endsWith(packed) ? described.slice(0, -packed.length) : described
  return /, as assessed by (.*)\.$/s.exec(who)?.[1] ?? ''
}

/** What kind of name it is; undefined where that wasn't signed, or is none that this page knows. */
function kindOf(credential: Json): SealKind | undefined {
  const types = list(within(credential, 'credentialSubject', 'referenceScheme')[0]?.type)
  const [kind] = types
    .filter((type) => typeof type === 'string')
    .filter((type) => type.startsWith(kindPrefix))
  return kind === undefined ? undefined : sealWords.kinds[kind.slice(kindPrefix.length)]
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
