// After the build: what the first view needs is fetched at once, compressed twins for the server, the budget.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const budget = 150_000
const dist = join(import.meta.dirname, '../dist')

const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'))

/** The chunk with everything that it imports at once. */
function chunksOf(key, found = new Set()) {
  if (found.has(key)) return found
  found.add(key)
  for (const imported of manifest[key].imports ?? []) chunksOf(imported, found)
  return found
}

const catalog = ['index.html', 'src/features/catalog/CatalogPage.tsx', 'src/features/catalog/texts/es.json']
const chunks = new Set(catalog.flatMap((key) => [...chunksOf(key)]))
const files = [...chunks].map((key) => manifest[key])

// What is painted first comes first: styles in the head, the script last and behind them, with all chunks that the
// catalog needs, of which the browser would learn only when the frame already runs.
const page = join(dist, 'index.html')
const html = readFileSync(page, 'utf8')
const styles = new Set(files.flatMap(({ css = [] }) => css))
const script = html.match(/<script type="module"[^>]*><\/script>/)[0]
// Named by its whole path, as it is asked for by address.
const fonts = Object.entries(manifest).find(([source]) => source.endsWith('src/styles/fonts.css'))[1].file
// What a first view does not need is marked, and left out of the one that the server draws.
const head = [
  ...[...styles].map((file) => `<link rel="stylesheet" crossorigin href="/${file}">`),
  `<link rel="stylesheet" id="fonts" data-later href="/${fonts}">`,
]
// What a later view waits for comes beside the rest, and not after it: what was kept, and all addresses but the shop's.
const later = ['src/line/kept.ts', 'src/app/otherRoutes.tsx']
  .flatMap((key) => [...chunksOf(key)])
  .filter((key, index, keys) => keys.indexOf(key) === index)
  .map((key) => manifest[key])
  .filter((chunk) => !files.includes(chunk))
const foot = [
  ...files
    .filter(({ file }) => file.endsWith('.js') && !script.includes(file))
    .map(({ file }) => `<link rel="modulepreload" crossorigin fetchpriority="low" href="/${file}">`),
  ...later.map(
    ({ file }) => `<link rel="modulepreload" crossorigin fetchpriority="low" data-later href="/${file}">`,
  ),
  script.replace('<script', '<script fetchpriority="low"'),
]
const lines = (several) => several.map((line) => `    ${line}\n`).join('')
writeFileSync(
  page,
  html
    .replace(/^\s*<(script type="module"|link rel="(modulepreload|stylesheet)")[^\n]*\n/gm, '')
    .replace('</head>', `${lines(head)}  </head>`)
    .replace('</body>', `${lines(foot)}  </body>`),
)

for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.(js|css|svg|html|json|txt)$/.test(entry.name)) continue
  // index.html is rendered by the server with a cookie, so it has no twin.
  if (entry.name === 'index.html') continue
  const path = join(entry.parentPath, entry.name)
  const bytes = readFileSync(path)
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
}

let total = 0
for (const { file } of files) {
  if (!file.endsWith('.js')) continue
  const size = gzipSync(readFileSync(join(dist, file)), { level: 9 }).length
  total += size
  console.log(`${String(size).padStart(8)}  ${file}`)
}
console.log(
  `${String(total).padStart(8)}  script of the catalog's first view, gzipped; the budget is ${budget}`,
)
if (total > budget) {
  console.error('Over the budget: move what the first view does not need into a chunk of its own.')
  process.exit(1)
}
