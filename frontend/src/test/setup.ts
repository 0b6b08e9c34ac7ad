import '@testing-library/jest-dom/vitest'
import { cleanup } from '@testing-library/react'
import { afterEach } from 'vitest'

afterEach(() => cleanup())

// jsdom looks at no screen.
window.matchMedia ??= () => Object.assign(new EventTarget(), { matches: false }) as MediaQueryList
