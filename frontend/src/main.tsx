import './styles/index.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'
import { startTexts } from './app/i18n'
import { queries } from './app/queries'
import { Root } from './app/Root'
import { startTheme } from './app/theme'
import { startWorker } from './line/worker'
import { LiveProvider } from './live/LiveProvider'
import { ToastProvider } from './ui/Toast'

startTheme()
await startTexts()

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
