import type { ReactNode } from 'react'
import { StoreFooter } from './StoreFooter'
import { type Back, StoreHeader } from './StoreHeader'

interface Props {
  /** On a phone the logo gives way to an arrow that leads there. */
  back?: Back
  className?: string
  children: ReactNode
}

/** A page of the storefront: header, main, footer. */
export function StoreFrame({ back, className = '', children }: Props) {
  return (
    <>
      <StoreHeader back={back} />
      <main id="main" className={`wrap store ${className}`}>
        {children}
      </main>
      <StoreFooter />
    </>
  )
}
