import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const backend = process.env.MINGA_BACKEND ?? 'http://127.0.0.1:8000'
const passedOn = ['/api', '/_allauth', '/dev', '/healthz']

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    // The content security policy allows no data: addresses, so nothing may be inlined.
    assetsInlineLimit: 0,
    manifest: true,
    target: 'es2022',
    rolldownOptions: {
      output: {
        // A few files instead of many crumbs: each costs a slow line a round trip.
        codeSplitting: {
          groups: [
            {
              name: 'libraries',
              test: /node_modules\/(react|react-dom|react-router|scheduler|i18next|react-i18next|@tanstack|openapi-fetch)\//,
              // What only a later page uses of them comes with that page.
              tags: ['$initial'],
            },
            { name: 'frame', test: /\/src\//, tags: ['$initial'] },
            {
              name: 'pieces',
              test: /\/src\/(api|lib|live|ui)\/(?!.*(texts|ComunaMap|Altitude)|(idempotency|useCommand|sendFile|sendPicture|fileSize|moments|refuse|unbroken|useDraft|useFinder|useKeptFocus|useSteps|LiveDot|ComunaField|ErrorSummary|More|Notice|StepFrame|Stepper|Who)\.)/,
              minShareCount: 6,
            },
            {
              // What forms and the workspace share: the shop's first view does without.
              name: 'work',
              test: /\/src\/(api|lib|live|ui)\/(idempotency|useCommand|sendFile|sendPicture|fileSize|moments|refuse|unbroken|useDraft|useFinder|useKeptFocus|useSteps|LiveDot|ComunaField|ErrorSummary|More|Notice|StepFrame|Stepper|Who)\./,
              minShareCount: 6,
            },
            {
              name: 'shop',
              test: /\/src\/features\/catalog\/(api|filters|OfferTile|OfferPicture|sharesOf|GhostTiles)/,
            },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      ...Object.fromEntries(passedOn.map((path) => [path, { target: backend }])),
      // The socket's Origin must be the backend's own.
      '/ws': { target: backend, ws: true, rewriteWsOrigin: true },
    },
  },
  test: {
    environment: 'jsdom',
    globals: true,
    setupFiles: ['src/test/setup.ts'],
    css: false,
    // One browser world per worker: making one for each file took most of the time.
    isolate: false,
  },
})
