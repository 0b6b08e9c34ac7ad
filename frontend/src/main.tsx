import './styles/index.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'
import { startTexts } from './app/i18n'
import { prepare } from './app/near'
import { queries } from './app/queries'
import { Root } from './app/Root'
import { startTheme } from './app/theme'
import { readStored } from './lib/stored'
import { startWorker } from './line/worker'
import { LiveProvider } from './live/LiveProvider'
import { ToastProvider } from './ui/Toast'

const keep = () => import('./line/kept').then(({ startKept }) => startKept(queries)).catch(() => undefined)

// Not awaited at the module's top: chunks that import from this one could then never be loaded meanwhile.
async function start(): Promise<void> {
  startTheme()
  // Who was here before finds what was read, at once; a first visit has nothing to find, and needs the line.
  const wasHere = readStored('reader') !== null
  // The page is drawn once, whole: what it needs is fetched meanwhile, and what can't be had is told in its place.
  await Promise.all([
    startTexts(),
    wasHere && keep(),
    prepare(window.location.pathname).catch(() => undefined),
  ])
  const root = document.getElementById('root')
  if (!root) throw new Error('index.html has no root')
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <LiveProvider>
          <ToastProvider>
            <BrowserRouter>
              <Root />
            </BrowserRouter>
          </ToastProvider>
        </LiveProvider>
      </QueryClientProvider>
    </StrictMode>,
  )
  startWorker()
  if (!wasHere) window.setTimeout(() => void keep(), 3000)
}

void start()
