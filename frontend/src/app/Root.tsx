import { Suspense, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useRoutes } from 'react-router'
import { wantTitleFocus } from '@/lib/focus'
import { AskConsent } from './AskConsent'
import { ErrorBoundary } from './ErrorBoundary'
import { HandOver } from './HandOver'
import { NewVersion } from './NewVersion'
import { NoSignal } from './NoSignal'
import { useNear } from './near'
import { routes } from './routes'
import { useScroll } from './useScroll'

/** Around every page: the way past the header, the news about the line, and the focus after a move. */
export function Root() {
  const { t } = useTranslation('app')
  const { pathname } = useLocation()
  const shown = useRef(pathname)
  // During the render and not after it: the new page's title mounts before this component's effects run.
  if (shown.current !== pathname) {
    shown.current = pathname
    wantTitleFocus()
  }
  useScroll()
  useNear(pathname)
  const screen = useRoutes(routes)
  return (
    <>
      <a className="skip" href="#main">
        {t('skip')}
      </a>
      <NoSignal />
      <NewVersion />
      <AskConsent />
      <ErrorBoundary key={pathname}>
        <Suspense fallback={null}>
          {screen}
          <HandOver />
        </Suspense>
      </ErrorBoundary>
    </>
  )
}
