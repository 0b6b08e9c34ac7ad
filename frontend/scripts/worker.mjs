// Builds the service worker beside the finished build, with the list of what it keeps: one small file of its own.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')

// Scenes are kept as they are seen; everything else of a build is kept at once.
const scenes = new Set(readdirSync(join(root, 'src/assets/art')).map((name) => name.replace(/\.svg$/, '')))
const isScene = (name) => scenes.has(name.replace(/-[\w-]{8}\.svg$/, ''))

const files = readdirSync(join(dist, 'assets'))
  .filter((name) => /\.(js|css|svg|woff2)$/.test(name) && !isScene(name))
  .map((name) => `/assets/${name}`)
  .sort()
const name = createHash('sha256')
  .update(files.join('\n'))
  .update(readFileSync(join(dist, 'index.html')))
  .digest('hex')
  .slice(0, 12)

await build({
  configFile: false,
  logLevel: 'warn',
  define: { BUILD: JSON.stringify({ name, files }) },
  build: {
    outDir: dist,
    emptyOutDir: false,
    copyPublicDir: false,
    target: 'es2022',
    lib: { entry: join(root, 'src/sw/sw.ts'), formats: ['iife'], name: 'worker', fileName: () => 'sw.js' },
  },
})
console.log(`service worker: build ${name}, ${files.length} files kept`)
