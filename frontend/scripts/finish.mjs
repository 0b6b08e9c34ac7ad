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

// Without these lines the browser learns of the catalog's chunk only when the frame already runs.
const page = join(dist, 'index.html')
const html = readFileSync(page, 'utf8')
const hints = [
  ...files.map(({ file }) => [file, `<link rel="modulepreload" crossorigin href="/${file}">`]),
  ...files
    .flatMap(({ css = [] }) => css)
    .map((file) => [file, `<link rel="stylesheet" crossorigin href="/${file}">`]),
].filter(([file]) => !html.includes(file))
writeFileSync(page, html.replace('</head>', `${hints.map(([, line]) => `    ${line}\n`).join('')}  </head>`))

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
