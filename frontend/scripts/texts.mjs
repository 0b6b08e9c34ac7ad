// Every text stands in both languages, with the same gaps to fill, and is used somewhere.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

const source = join(import.meta.dirname, '../src')
const plural = /_(zero|one|two|few|many|other)$/
/** Keys whose last part the server chooses: error codes, and what each app names in a list of its own. */
const open = JSON.parse(readFileSync(new URL('texts.open.json', import.meta.url), 'utf8'))

function walk(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? walk(path) : [path]
  })
}

function flatten(texts, before = '') {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[before + key, value]] : flatten(value, `${before}${key}.`),
  )
}

const gaps = (text) =>
  [...text.matchAll(/\{\{\s*(\w+)[^}]*\}\}|<\/?(\w+)\/?>/g)]
    .map((gap) => gap[0].replace(/\s/g, ''))
    .sort()
    .join(' ')

const files = walk(source)
const code = files
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n')
const quoted = new Set([...code.matchAll(/['"`]([\w.:-]+)['"`]/g)].map((match) => match[1]))
const prefixes = [...code.matchAll(/`([\w.:-]*?)\$\{/g)]
  .map((match) => match[1])
  .filter((prefix) => prefix.includes('.'))

const wrong = []
const folders = new Set(
  files.filter((path) => /\/texts\/\w+\.json$/.test(path)).map((path) => path.replace(/\/\w+\.json$/, '')),
)
for (const folder of folders) {
  const namespace = folder.split('/').at(-2)
  const read = (language) =>
    new Map(flatten(JSON.parse(readFileSync(join(folder, `${language}.json`), 'utf8'))))
  const [es, en] = [read('es'), read('en')]
  const where = relative(source, folder)
  for (const [key, text] of es) {
    if (!en.has(key)) wrong.push(`${where}: ${key} is missing in en`)
    else if (gaps(text) !== gaps(en.get(key)) && !plural.test(key))
      wrong.push(`${where}: ${key} has other gaps in en`)
    if (!text.trim()) wrong.push(`${where}: ${key} is empty in es`)
    const name = key.replace(plural, '')
    const used =
      [name, `${namespace}:${name}`].some((form) => quoted.has(form)) ||
      prefixes.some((prefix) => name.startsWith(prefix.replace(`${namespace}:`, ''))) ||
      open.some((prefix) => `${namespace}:${name}`.startsWith(prefix))
    if (!used) wrong.push(`${where}: ${key} is not used`)
  }
  for (const [key, text] of en) {
    if (!es.has(key)) wrong.push(`${where}: ${key} is missing in es`)
    if (!text.trim()) wrong.push(`${where}: ${key} is empty in en`)
  }
}

if (wrong.length > 0) {
  console.error(wrong.join('\n'))
  process.exit(1)
}
console.log(`texts: ${folders.size} tables, complete in es and en`)
