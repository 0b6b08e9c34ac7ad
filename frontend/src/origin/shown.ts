/** What stands on the page, held against what was signed. */
import { type Fact, lot, ofEach, ofFirst } from './facts'
import type { Json } from './proof'
import { type Language, shapeWords } from './sealWords'

export interface Difference {
  shown: string | undefined
  signed: string
}

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
  const language = document.documentElement.lang.startsWith('en') ? 'en' : 'es'
  const signed = read(credential, language)
  if (signed === undefined) return []
  if (shownIn.length === 0) return [{ shown: undefined, signed }]
  return shownIn
    .map((place) => said(place, fact.name, language))
    .filter((shown) => !same(shown, signed, credential, language))
    .map((shown) => ({ shown, signed }))
}

function places(from: ParentNode, name: string): Element[] {
  return [...from.querySelectorAll(`[data-signed="${name}"]`)]
}

/** What people read; of the last day the moment behind it, from which the script writes what people read. */
function said(element: Element, name: string, language: Language): string {
  if (name === 'shape') return shapeWords(shapeOf(element), language) ?? ''
  const shown = name === 'until' ? element.getAttribute('datetime') : element.textContent
  return (shown ?? '').trim().replaceAll(/\s+/g, ' ')
}

/** What the style draws a name as; where that is two at once, none of the three. */
function shapeOf(seal: Element): string {
  const classes = [...seal.classList].filter((name) => name.startsWith('seal--'))
  return classes.map((name) => name.slice('seal--'.length)).join(' ')
}
