// Lets the built app draw the catalog once, in each language, without a server: dist/first/<language>.json is what the
// server fills with today's offers, so that they stand, and can be followed, before the script has come over a weak line.
// `node first.mjs` does all languages, `node first.mjs es` one: a program that has begun can't be begun anew in a process.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { JSDOM, VirtualConsole } from 'jsdom'

const dist = join(import.meta.dirname, '../dist')
const languages = ['es', 'en']
const patience = 20_000

const [language] = process.argv.slice(2)
if (!language) {
  mkdirSync(join(dist, 'first'), { recursive: true })
  for (const each of languages)
    execFileSync(process.execPath, [import.meta.filename, each], { stdio: 'inherit' })
  process.exit(0)
}

/** What stands for a name or a number in what is drawn: the server puts the true ones in their places. */
const sample = (free, picture, shares = [100]) => ({
  id: `sample-${free}-${picture}`,
  slug: '[slug]',
  name: '[name]',
  association: { id: 'sample', slug: 'sample', name: '[association]', kind: 'cooperative' },
  category: 'cheese',
  comuna: '04105',
  unit_es: '[unit]',
  units_es: '[units]',
  unit_en: '[unit]',
  units_en: '[units]',
  net_content: '[measure]',
  price_clp: 987_654_321,
  alcohol_degrees: null,
  perishable: true,
  emblem: 'bottle',
  picture,
  season_months: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  free,
  shares,
})
const many = 8_765_432
const members = 17
const counts = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, many]
const offers = [
  sample(many, 'pisco', Array(members).fill(1)),
  ...counts.map((free) => sample(free, 'pisco')),
  sample(many, null),
]
const answers = {
  '/api/v1/me': { person: null, privacy_notice_version: '', producers: [], associations: [], unread: 0 },
  '/api/v1/catalog/offers': { next: null, previous: null, results: offers },
}

const asked = new Set()
const never = () => new Promise(() => undefined)
const dom = new JSDOM(readFileSync(join(dist, 'index.html'), 'utf8'), {
  url: 'http://minga.invalid/',
  pretendToBeVisual: true,
  virtualConsole: new VirtualConsole(),
})
const { window } = dom
window.localStorage.setItem('minga.language', language)
window.matchMedia = () => ({ matches: false, addEventListener: never, removeEventListener: never })
window.scrollTo = () => undefined
window.fetch = (request) => {
  const { pathname, search } = new URL(request.url ?? request, window.location.origin)
  asked.add(pathname + search)
  const body = answers[pathname]
  return body ? Promise.resolve(Response.json(body)) : never()
}
// Nothing is fetched here: a style sheet is as good as loaded.
const append = window.document.head.appendChild.bind(window.document.head)
window.document.head.appendChild = (element) => {
  if (element.localName !== 'link') return append(element)
  setTimeout(() => element.dispatchEvent(new window.Event('load')))
  return element
}
window.WebSocket = class {
  close() {}
  send() {}
}
for (const name of Object.getOwnPropertyNames(window)) {
  if (
    name in globalThis &&
    !['navigator', 'fetch', 'WebSocket', 'localStorage', 'Event', 'CustomEvent'].includes(name)
  )
    continue
  Object.defineProperty(globalThis, name, { value: window[name], configurable: true, writable: true })
}
globalThis.window = window

const page = window.document
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'))
await import(join(dist, manifest['index.html'].file))
const until = Date.now() + patience
while (page.querySelectorAll('main article').length < offers.length - 1) {
  if (Date.now() > until)
    throw new Error(`The app did not draw its catalog: ${page.body.textContent.slice(0, 300)}`)
  await new Promise((resolve) => setTimeout(resolve, 20))
}

// The security policy refuses styles in the page itself; what needs them comes with the app.
const root = page.getElementById('root')
for (const element of root.querySelectorAll('dialog, .veta, [style]')) element.remove()

/** Puts the places of the true values into what was drawn. */
function template(element, free) {
  const number = new Intl.NumberFormat(language === 'es' ? 'es-CL' : 'en', { useGrouping: 'always' })
  const said = (value) => number.format(value)
  return element.outerHTML
    .replaceAll('Paihuano', '[comuna]')
    .replaceAll(said(987_654_321), '[price]')
    .replaceAll(free === many ? said(many) : '\0', '[free]')
    .replaceAll(String(members), '[members]')
    .replaceAll(/src="\/assets\/(pisco|bottle)-[^"]+"/g, 'src="[file]"')
}

const feature = page.querySelector('main section[aria-labelledby=featured]')
const articles = [...page.querySelectorAll('main article')]
/** What stands in a picture's box: a scene, or the emblem of the kind. Either way the box is the same. */
const picture = (element) => {
  const box = element.querySelector('.offer__pic')
  const inside = template(box).replace(/^<[^>]+>|<[^>]+>$/g, '')
  box.textContent = '[picture]'
  return inside
}
const emblem = picture(articles.pop())
const [scene] = articles.map(picture)
feature.querySelector('img').replaceWith('[picture]')
const first = {
  title: page.title,
  asks: [...asked].filter((path) => path.startsWith('/api/')),
  scene,
  emblem,
  featured: template(feature, many),
  tiles: articles.map((article, index) => template(article, counts[index])),
}
feature.replaceWith(page.createComment('featured'))
articles[0].parentElement.replaceChildren(page.createComment('tiles'))
// What needs the program waits for it, to be seen; a search works without: the form has an address of its own.
for (const control of root.querySelectorAll('button:not([type=submit]), select')) control.disabled = true
const search = root.querySelector('form input[type=search]')
search.name = 'q'
search.form.action = '/'
first.frame = root.innerHTML

for (const place of ['slug', 'name', 'association', 'comuna', 'price', 'free', 'picture', 'measure']) {
  if (!first.tiles.at(-1).includes(`[${place}]`))
    throw new Error(`A tile has no place for ${place}: ${first.tiles.at(-1)}`)
}
const pictures = (folder) =>
  Object.fromEntries(
    Object.entries(manifest)
      .filter(([source]) => source.startsWith(`src/assets/${folder}/`))
      .map(([source, { file }]) => [basename(source, '.svg'), `/${file}`]),
  )
first.scenes = pictures('art')
first.emblems = pictures('emblems')
writeFileSync(join(dist, 'first', `${language}.json`), JSON.stringify(first))
console.log(`first view in ${language}: ${first.frame.length} characters, asks ${first.asks.join(' ')}`)
process.exit(0)
