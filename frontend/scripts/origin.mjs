// Builds the page behind a label (`/o/<code>`): its own small script and style, its worker, and for the server a list of
// these files, of the drawings, and of what the region's map and its heights look like.
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build } from 'vite'
import { comunas } from '../src/lib/comunas.ts'
import { outline, pointAt, seaLevel } from '../src/lib/heights.ts'

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')
const folder = 'assets/origin'
const shared = { configFile: false, logLevel: 'warn' }
const into = { outDir: dist, emptyOutDir: false, copyPublicDir: false, target: 'es2022' }

await build({
  ...shared,
  root,
  build: {
    ...into,
    // The content security policy allows no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: '.vite/origin.json',
    rolldownOptions: {
      input: join(root, 'src/origin/page.ts'),
      output: {
        entryFileNames: `${folder}/[name]-[hash].js`,
        chunkFileNames: `${folder}/[name]-[hash].js`,
        assetFileNames: `${folder}/[name]-[hash][extname]`,
      },
    },
  },
})
await build({
  ...shared,
  build: {
    ...into,
    lib: {
      entry: join(root, 'src/sw/origin.ts'),
      formats: ['iife'],
      name: 'worker',
      fileName: () => 'o/worker.js',
    },
  },
})

const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'))
const own = JSON.parse(readFileSync(join(dist, '.vite/origin.json'), 'utf8'))['src/origin/page.ts']
const pictures = (kind) =>
  Object.fromEntries(
    Object.entries(manifest)
      .filter(([source]) => source.startsWith(`src/assets/${kind}/`))
      .map(([source, { file }]) => [basename(source, '.svg'), `/${file}`]),
  )
const tenth = (value) => Math.round(value * 10) / 10
const line = outline.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('')
const places = comunas.map(({ cut, metres }) => {
  const { x, y } = pointAt(metres)
  // The name stands on the side where there is room.
  const before = x > 220
  return [
    cut,
    { metres, x: tenth(x), y: tenth(y), before, text: tenth(x + (before ? -12 : 12)), above: tenth(y - 10) },
  ]
})
writeFileSync(
  join(dist, 'origin.json'),
  JSON.stringify({
    script: `/${own.file}`,
    style: `/${own.css[0]}`,
    icon: `/${manifest['src/assets/brand/minga-mark.svg'].file}`,
    scenes: pictures('art'),
    emblems: pictures('emblems'),
    map: JSON.parse(readFileSync(join(root, 'src/assets/comunas.json'), 'utf8')),
    heights: { line, area: `${line}L440 146L0 146Z`, sea: seaLevel, places: Object.fromEntries(places) },
  }),
)
console.log(`page of a label: /${own.file}`)
